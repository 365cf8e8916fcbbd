//! The standardised uptake value of PET: numbers worked out by hand from the formula, and every reason to give none.

use crate::dicom::reading::object;
use dicom::NoSuv;
use fixtures::dicom_made::{Made, Written};

const W: Written = Written::Explicit;

/// Attributes of a PET; each part can be replaced.
#[derive(Clone)]
struct Pet {
    unit: &'static str,
    corrected: &'static str,
    correction: &'static str,
    weight: &'static str,
    /// Date and time of the series.
    series: (&'static str, &'static str),
    acquired: (&'static str, &'static str),
    offset: &'static str,
    /// A date and time, and a time alone; one may be empty.
    injected: (&'static str, &'static str),
    dose: &'static str,
    half_life: &'static str,
    injections: usize,
    more: Vec<Vec<u8>>,
}

/// 70 kg, 370 MBq of fluorine 18 at ten, a scan that begins at eleven.
fn pet() -> Pet {
    Pet {
        unit: "BQML",
        corrected: "DECY\\RADL\\ATTN\\SCAT",
        correction: "START",
        weight: "70",
        series: ("20240229", "110000"),
        acquired: ("20240229", "110000.00"),
        offset: "",
        injected: ("", "100000"),
        dose: "370000000",
        half_life: "6586.2",
        injections: 1,
        more: Vec::new(),
    }
}

impl Pet {
    fn suv(&self) -> Result<f64, NoSuv> {
        let mut made = Made { modality: "PT", ..Made::grey16(1, 1, &[1]) };
        let texts = [
            ((0x0008, 0x0021), "DA", self.series.0),
            ((0x0008, 0x0022), "DA", self.acquired.0),
            ((0x0008, 0x0031), "TM", self.series.1),
            ((0x0008, 0x0032), "TM", self.acquired.1),
            ((0x0008, 0x0201), "SH", self.offset),
            ((0x0010, 0x1030), "DS", self.weight),
            ((0x0028, 0x0051), "CS", self.corrected),
            ((0x0054, 0x1001), "CS", self.unit),
            ((0x0054, 0x1102), "CS", self.correction),
        ];
        for (tag, vr, text) in texts.into_iter().filter(|(.., text)| !text.is_empty()) {
            made = made.text(tag, vr, text);
        }
        let item = [
            ((0x0018, 0x1072), "TM", self.injected.1),
            ((0x0018, 0x1074), "DS", self.dose),
            ((0x0018, 0x1075), "DS", self.half_life),
            ((0x0018, 0x1078), "DT", self.injected.0),
        ];
        let item = item.iter().filter(|(.., text)| !text.is_empty());
        let item: Vec<u8> = item.flat_map(|&(tag, vr, text)| W.text(tag, vr, text)).collect();
        made = made.with(W.sequence((0x0054, 0x0016), &vec![item; self.injections], false));
        made.more.extend(self.more.iter().cloned());
        let file = made.file();
        object(&file).suv()
    }

    /// The factor is what it should be, to a millionth.
    #[track_caller]
    fn is(&self, wanted: f64) {
        let found = self.suv().unwrap();
        assert!((found / wanted - 1.0).abs() < 1e-6, "expected {wanted}, found {found}");
    }
}

#[test]
fn an_hour_of_decay_is_counted() {
    // 370e6 × 2^(−3600 / 6586.2) = 253.314...e6 Bq are left of the dose; 70,000 g over them. Worked out with Python:
    // 70 * 1000 / (370e6 * 2 ** (-3600 / 6586.2)). Values of 10,000 Bq/ml are an uptake of 2.763.
    pet().is(0.000_276_336_681_717_643_24);
    // Decay-corrected to the injection, the full dose counts: 70,000 / 370e6.
    Pet { correction: "ADMIN", ..pet() }.is(70_000.0 / 370e6);
    // Later frames of the same series are decay-corrected to its start as well.
    Pet { acquired: ("20240229", "112345"), ..pet() }.is(0.000_276_336_681_717_643_24);
    Pet { injected: ("20240229100000.000000", ""), ..pet() }.is(0.000_276_336_681_717_643_24);
}

#[test]
fn midnight_and_summer_time_lie_between_injection_and_scan() {
    // 50 minutes: 70 * 1000 / (370e6 * 2 ** (-3000 / 6586.2)).
    let night = Pet { series: ("20240301", "004000"), acquired: ("20240301", "004000"), ..pet() };
    Pet { injected: ("", "235000"), ..night.clone() }.is(0.000_259_426_797_491_948_23);
    Pet { injected: ("20240229235000", ""), ..night }.is(0.000_259_426_797_491_948_23);
    // The night in which clocks went back: from 01:30 to 02:15 are 6,300 seconds where both state their UTC offset.
    let back = ("20241027", "021500");
    let back = Pet { series: back, acquired: back, offset: "+0100", injected: ("20241027013000+0200", ""), ..pet() };
    back.is(0.000_367_151_413_836_488_2);
    // Without offsets it is 2,700 seconds; nothing better can be known then.
    Pet { offset: "", injected: ("20241027013000", ""), ..back }.is(70_000.0 / (370e6 * (-2700.0 / 6586.2_f64).exp2()));
}

#[test]
fn makers_that_count_otherwise_are_understood() {
    Pet { unit: "GML", ..pet() }.is(1.0);
    let kind = |kind| vec![W.text((0x0054, 0x1006), "CS", kind)];
    Pet { unit: "GML", more: kind("BW"), ..pet() }.is(1.0);
    assert!(matches!(Pet { unit: "GML", more: kind("LBM"), ..pet() }.suv(), Err(NoSuv::Kind(_))));
    // Philips: its private block, a factor to SUV, or one to Bq/ml.
    let philips = |element: u16, factor: &str| {
        vec![
            W.text((0x7053, 0x0012), "LO", "Philips PET Private Group"),
            W.text((0x7053, 0x1200 | element), "DS", factor),
        ]
    };
    Pet { unit: "CNTS", more: philips(0x00, "0.000551"), ..pet() }.is(0.000_551);
    Pet { unit: "CNTS", more: philips(0x09, "2"), ..pet() }.is(2.0 * 0.000_276_336_681_717_643_24);
    assert!(matches!(Pet { unit: "CNTS", more: philips(0x00, "0"), ..pet() }.suv(), Err(NoSuv::Unit(_))));
    // GE: a series derived at noon, of a scan that began at eleven according to its private tags.
    let later = Pet { series: ("20240229", "120000"), ..pet() };
    assert_eq!(later.suv(), Err(NoSuv::Calculated));
    let own = vec![W.text((0x0009, 0x0010), "LO", "GEMS_PETD_01"), W.text((0x0009, 0x100D), "DT", "20240229110000.00")];
    Pet { more: own, ..later }.is(0.000_276_336_681_717_643_24);
}

#[test]
fn what_is_missing_or_cannot_be_is_said() {
    let said = |pet: Pet| pet.suv().unwrap_err().to_string();
    let missing = |pet: Pet| match pet.suv() {
        Err(NoSuv::Missing(what)) => text::english(&what).replace("the file does not say ", ""),
        other => panic!("{other:?}"),
    };
    assert_eq!(missing(Pet { unit: "", ..pet() }), "the unit of its values");
    assert_eq!(missing(Pet { weight: "", ..pet() }), "the patient's weight");
    assert_eq!(missing(Pet { dose: "", ..pet() }), "the activity that was injected");
    assert_eq!(missing(Pet { half_life: "", ..pet() }), "the half-life");
    assert_eq!(missing(Pet { injected: ("", ""), ..pet() }), "when it was injected");
    assert_eq!(missing(Pet { series: ("", ""), ..pet() }), "when the scan began");
    assert_eq!(missing(Pet { injections: 0, ..pet() }), "what was injected");
    assert_eq!(missing(Pet { correction: "", ..pet() }), "to which moment decay is corrected");
    // Zirconium 89 is imaged days after the injection: a time without a date is not enough.
    assert_eq!(missing(Pet { half_life: "282240", ..pet() }), "when it was injected");
    Pet { half_life: "282240", injected: ("20240226110000", ""), ..pet() }
        .is(70_000.0 / (370e6 * (-3.0 * 86_400.0 / 282_240.0_f64).exp2()));
    assert_eq!(Pet { corrected: "DECY", ..pet() }.suv(), Err(NoSuv::Uncorrected("attenuation")));
    assert_eq!(Pet { corrected: "ATTN", ..pet() }.suv(), Err(NoSuv::Uncorrected("decay")));
    assert_eq!(said(Pet { corrected: "ATTN", ..pet() }), "its values are not corrected for decay");
    assert_eq!(said(Pet { injections: 2, ..pet() }), "the file tells of 2 injections");
    assert!(matches!(Pet { correction: "NONE", ..pet() }.suv(), Err(NoSuv::Correction(_))));
    assert!(matches!(Pet { unit: "PROPCPS", ..pet() }.suv(), Err(NoSuv::Unit(_))));
    assert_eq!(Pet { injections: 2, ..pet() }.suv(), Err(NoSuv::Several(2)));
    // Megabecquerels where becquerels belong, grams in place of kilograms, an injection after the scan.
    assert_eq!(said(Pet { dose: "370", ..pet() }), "an injected activity in Bq of 370 cannot be");
    assert_eq!(said(Pet { weight: "70000", ..pet() }), "a weight in kg of 70000 cannot be");
    assert_eq!(Pet { injected: ("20240229120000", ""), ..pet() }.suv(), Err(NoSuv::Apart(-1.0)));
    assert_eq!(Pet { injected: ("", "110001"), ..pet() }.suv().unwrap_err().to_string().split(" hours").count(), 2);
}
