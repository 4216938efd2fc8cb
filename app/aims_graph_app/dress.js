// Says that the browser shows the style: whatever is drawn before would be moved by it.
export default function ({ setTriggerValue }) {
  const isDressed = () => getComputedStyle(document.querySelector(".stApp")).getPropertyValue("--ag-link");
  const look = () => (isDressed() ? setTriggerValue("shown", true) : setTimeout(look, 15));
  look();
}
