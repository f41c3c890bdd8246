// The monthly chart, and the buttons that copy the address and print; the numbers stand in the table below.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const place = document.getElementById("chart");
  const data = document.getElementById("chart-data");
  if (place && data) {
    const { months, values, unit, name } = JSON.parse(data.textContent);
    const chart = echarts.init(place, null, { renderer: "svg" });
    chart.setOption({
      animation: false,
      grid: { left: 12, right: 16, top: 24, bottom: 8, containLabel: true },
      tooltip: { trigger: "axis", renderMode: "richText", valueFormatter: (value) => (value === null ? "—" : `${value}${unit}`) },
      xAxis: { type: "category", data: months },
      yAxis: { type: "value", scale: true, axisLabel: { formatter: `{value}${unit}` } },
      series: [{ type: "line", name, data: values.map((value) => (value === null ? null : Number(value))), symbolSize: 7, lineStyle: { color: "#1f4e79", width: 2 }, itemStyle: { color: "#1f4e79" } }],
    });
    new ResizeObserver(() => chart.resize()).observe(place);
  }
  document.querySelectorAll("[data-copy]").forEach((button) => button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(window.location.href);
    document.getElementById("said").textContent = button.dataset.copy;
  }));
  document.querySelectorAll("[data-print]").forEach((button) => button.addEventListener("click", () => window.print()));
});
