// The monthly chart, and the buttons that copy the address and print; the numbers stand in the table beside it.
"use strict";

const draw = (place, { months, values, unit, name }) => {
  const numbers = values.map((value) => (value === null ? null : Number(value)));
  const whole = numbers.every((value) => value === null || Number.isInteger(value));
  const chart = echarts.init(place, null, { renderer: "svg" });
  chart.setOption({
    animation: false,
    grid: { left: 12, right: 16, top: 24, bottom: 8, containLabel: true },
    tooltip: { trigger: "axis", renderMode: "richText", valueFormatter: (value) => (value === null ? "—" : `${value}${unit}`) },
    xAxis: { type: "category", data: months },
    yAxis: { type: "value", scale: true, minInterval: whole ? 1 : 0, axisLabel: { formatter: `{value}${unit}` } },
    series: [{ type: "line", name, data: numbers, symbolSize: 7, lineStyle: { color: "#1f4e79", width: 2 }, itemStyle: { color: "#1f4e79" } }],
  });
  new ResizeObserver(() => chart.resize()).observe(place);
};

// The clipboard proper is there on encrypted and local addresses only; a server in an office may be neither.
const copy = async (text) => {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
  return undefined;
};

document.addEventListener("DOMContentLoaded", () => {
  const place = document.getElementById("chart");
  if (place) draw(place, JSON.parse(document.getElementById("chart-data").textContent));
  document.querySelectorAll("[data-copy]").forEach((button) => button.addEventListener("click", async () => {
    await copy(window.location.href);
    document.getElementById("said").textContent = button.dataset.copy;
  }));
  document.querySelectorAll("[data-print]").forEach((button) => button.addEventListener("click", () => window.print()));
});

// A printed proof shows its query and its digests.
window.addEventListener("beforeprint", () => document.querySelectorAll(".yj-why details").forEach((one) => { one.open = true; }));
