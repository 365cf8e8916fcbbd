//! How fast this device is, measured by the page itself.

use std::time::Duration;

use serde_json::Value;

use crate::driver::Gpu;
use crate::page::Page;
use crate::turns;

/// For 33 answers on a busy machine.
const A_WHILE: Duration = Duration::from_secs(600);

const SEAL: &str = "return document.querySelector('[data-testid=ledger]')?.dataset.seal ?? 'no ledger'";

#[test]
fn the_device_is_measured_on_a_drawing_and_nothing_is_sent() {
    let _turn = turns::alone();
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    let before = page.requests().len();
    page.browser.run("location.hash = '#/device'", &Value::Null);
    page.wait_for("[data-testid=measure]:enabled");
    let click = "document.querySelector('[data-testid=measure]').click()";

    // Stopped half way, it leaves nothing behind.
    page.browser.run(click, &Value::Null);
    page.wait_for("progress[aria-label='Answers given']");
    page.browser.run(click, &Value::Null);
    let label = "return document.querySelector('[data-testid=measure]').innerText";
    page.browser.wait("a measurement that has stopped", A_WHILE, |browser| {
        (browser.run(label, &Value::Null) == "Measure this device").then_some(())
    });
    assert_eq!(page.text("[data-testid=benchmark]"), "");

    page.browser.run(click, &Value::Null);
    let read = "const found = document.querySelector('[data-testid=benchmark]'); \
        const text = document.querySelector('[data-testid=benchmark-json]')?.innerText; \
        return found && { p50: Number(found.dataset.p50Ms), p90: Number(found.dataset.p90Ms), json: JSON.parse(text), \
          rows: found.querySelectorAll('tbody tr').length }";
    let found = page
        .browser
        .wait("the figures", A_WHILE, |browser| Some(browser.run(read, &Value::Null)).filter(|found| !found.is_null()));
    println!("the page's own benchmark: {}", found["json"]);
    let number = |value: &Value| value.as_f64().expect("a number");
    let (p50, p90) = (number(&found["p50"]), number(&found["p90"]));
    assert!(p50 > 0.0 && p90 >= p50, "{found}");
    let steps = &found["json"]["ms"];
    assert!((number(&steps["whole"]["p50"]) - p50).abs() < 0.01, "{found}");
    let parts: f64 = ["open", "gates", "scale", "network", "map"].iter().map(|step| number(&steps[step]["p50"])).sum();
    assert!(number(&steps["network"]["p50"]) > 0.0 && parts < 1.2 * p90, "{found}");
    assert_eq!((&found["rows"], &found["json"]["answers"]), (&6.into(), &30.into()));

    let line = page.browser.wait("the line", A_WHILE, |browser| {
        let read = "return document.querySelector('[data-testid=benchmark-line]').innerText";
        browser.run(read, &Value::Null).as_str().filter(|line| !line.is_empty()).map(str::to_owned)
    });
    let network = number(&steps["network"]["p50"]);
    assert!(line.contains(&format!(" bits_13={network:.2}/")) && line.contains(" bits_8=- "), "{line}");
    assert!(!line.contains('\n') && line.contains(" threads=") && line.contains(" cores="), "{line}");

    let asked = page.asked_since(before);
    assert!(asked.is_empty(), "the host was asked: {asked:?}");
    page.browser.run("location.hash = '#/'", &Value::Null);
    page.wait_for("[data-testid=ledger]");
    page.browser.wait("an open page", A_WHILE, |browser| (browser.run(SEAL, &Value::Null) == "open").then_some(()));
    assert_eq!(page.browser.console_errors(), Vec::<String>::new());
}
