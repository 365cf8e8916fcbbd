//! The order of slices: objects of a series, and frames of an object.

use super::date_time::DateTime;
use super::field::View;
use super::functional_groups::Groups;
use super::natural::natural;
use dicom_core::Tag;
use dicom_dictionary_std::tags;

/// Cosine of the angle up to which two slices lie in one plane: 8 degrees, since slices of a stack are parallel and the
/// planes of a localizer are 90 degrees apart.
const ONE_PLANE: f64 = 0.99;
/// Tolerance in millimetres for equal positions: files round them.
const ONE_PLACE: f64 = 0.01;

/// Clocks of a slice.
const CLOCKS: usize = 6;

/// The sort keys of a slice.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Placing {
    /// Number of the object in its series; of a frame, its own.
    pub number: Option<f64>,
    /// Millimetres along the normal of its plane (PS3.3, C.7.6.2.1.1), where position and orientation are known.
    pub along: Option<f64>,
    /// Unit normal of its plane.
    pub normal: Option<[f64; 3]>,
    /// Its time, by several clocks, the most specific first: for a frame its position in the dimensions of its object,
    /// number of the repetition, time after the trigger, of acquisition, after the start of the series, of the content.
    pub times: [Option<f64>; CLOCKS],
    /// Slice location in millimetres, used where there is no position.
    pub location: Option<f64>,
    /// Distinguishes slices at one position where neither clock nor number does: diffusion b-value, echo time,
    /// acquisition number.
    pub kinds: [Option<f64>; 3],
    /// Name of its file; the last resort.
    pub name: String,
}

impl Placing {
    /// Of an object, or of one of its frames, counted from 0.
    pub(super) fn of(root: View<'_>, frame: u32) -> Self {
        let groups = Groups::of_frame(root, frame);
        let orientation = groups.find(tags::PLANE_ORIENTATION_SEQUENCE, tags::IMAGE_ORIENTATION_PATIENT);
        let position = groups.find(tags::PLANE_POSITION_SEQUENCE, tags::IMAGE_POSITION_PATIENT);
        let normal = normal(&orientation.numbers(tags::IMAGE_ORIENTATION_PATIENT));
        let position = position.numbers(tags::IMAGE_POSITION_PATIENT);
        let along = match (normal, position.as_slice()) {
            (Some([a, b, c]), &[x, y, z]) => Some(a * x + b * y + c * z).filter(|along| along.is_finite()),
            _ => None,
        };
        let content = groups.find(tags::FRAME_CONTENT_SEQUENCE, tags::TEMPORAL_POSITION_INDEX);
        let taken = groups.find(tags::FRAME_CONTENT_SEQUENCE, tags::FRAME_ACQUISITION_DATE_TIME);
        let heart = groups.find(tags::CARDIAC_SYNCHRONIZATION_SEQUENCE, tags::NOMINAL_CARDIAC_TRIGGER_DELAY_TIME);
        let repetition = content.number(tags::TEMPORAL_POSITION_INDEX);
        let trigger = heart.number(tags::NOMINAL_CARDIAC_TRIGGER_DELAY_TIME);
        let acquired = taken.text(tags::FRAME_ACQUISITION_DATE_TIME).or_else(|| root.text(tags::ACQUISITION_DATE_TIME));
        let joined = acquired.and_then(|text| DateTime::joined(&text, None)).map(DateTime::seconds);
        Self {
            number: root.number(tags::INSTANCE_NUMBER),
            along,
            normal,
            times: [
                None,
                repetition.or_else(|| root.number(tags::TEMPORAL_POSITION_IDENTIFIER)),
                trigger.or_else(|| root.number(tags::TRIGGER_TIME)),
                joined.or_else(|| seconds(root, tags::ACQUISITION_DATE, tags::ACQUISITION_TIME)),
                root.number(tags::FRAME_REFERENCE_TIME),
                seconds(root, tags::CONTENT_DATE, tags::CONTENT_TIME),
            ],
            location: root.number(tags::SLICE_LOCATION),
            kinds: [tags::DIFFUSION_B_VALUE, tags::ECHO_TIME, tags::ACQUISITION_NUMBER].map(|tag| root.number(tag)),
            name: String::new(),
        }
    }
}

fn seconds(view: View<'_>, date: Tag, time: Tag) -> Option<f64> {
    // Times without a date are taken as of the same day.
    let date = view.text(date).or_else(|| view.text(tags::SERIES_DATE)).unwrap_or_else(|| "19700101".into());
    DateTime::new(&date, &view.text(time)?, None).map(DateTime::seconds)
}

fn normal(orientation: &[f64]) -> Option<[f64; 3]> {
    let &[a, b, c, d, e, f] = orientation else { return None };
    let normal = [b * f - c * e, c * d - a * f, a * e - b * d];
    let length = normal.iter().map(|part| part * part).sum::<f64>().sqrt();
    (length > 0.5 && length.is_finite()).then(|| normal.map(|part| part / length))
}

/// The order of slices, as indices into the list.
///
/// Slices of several planes, as of a localizer, keep together by plane, and follow each other by number. Those of one
/// plane are sorted along their normal; several at one position by time, or all by number where no clock distinguishes
/// them. Without positions the number decides, and the slice location where numbers are missing or equal. Remaining
/// ties are broken by kind, then by file name.
pub(super) fn ordered(list: &[&Placing]) -> Vec<usize> {
    let planes = planes(list);
    let mut order: Vec<usize> = (0..list.len()).collect();
    let name = |at: usize| list.get(at).map_or("", |placing| placing.name.as_str());
    // All following sorts are stable.
    order.sort_by(|&a, &b| natural(name(a), name(b)));
    let plane = |at: usize| planes.get(at).map_or(0, |(plane, _)| *plane);
    let number = |at: usize| list.get(at).and_then(|placing| placing.number).unwrap_or(f64::INFINITY);
    let count = planes.iter().map(|(plane, _)| plane + 1).max().unwrap_or(0);
    let is_numbered = distinct(list.iter().map(|placing| placing.number));
    let by_location = !is_numbered && planes.iter().all(|(_, along)| along.is_none());
    let along = |at: usize| {
        if by_location {
            return list.get(at).and_then(|placing| placing.location);
        }
        planes.get(at).and_then(|(_, along)| *along)
    };
    let last = |at: usize| {
        let kinds = list.get(at).map_or([None; 3], |placing| placing.kinds);
        let [diffusion, echo, acquisition] = kinds.map(|kind| kind.unwrap_or(f64::INFINITY));
        [number(at), diffusion, echo, acquisition]
    };
    if count > 1 {
        let first = |of: usize| {
            let numbers = (0..list.len()).filter(|&at| plane(at) == of).map(number);
            numbers.fold(f64::INFINITY, f64::min)
        };
        let firsts: Vec<f64> = (0..count).map(first).collect();
        let key = |at: usize| {
            let place = plane(at);
            (firsts.get(place).copied().unwrap_or_default(), place as f64, number(at), along(at).unwrap_or_default())
        };
        order.sort_by(|&a, &b| by_keys(key(a).into(), key(b).into()));
        return order;
    }
    if list.is_empty() || (0..list.len()).any(|at| along(at).is_none()) {
        order.sort_by(|&a, &b| by_keys(last(a), last(b)));
        return order;
    }
    order.sort_by(|&a, &b| along(a).unwrap_or_default().total_cmp(&along(b).unwrap_or_default()));
    // Runs of slices at one position.
    let mut places: Vec<Vec<usize>> = Vec::new();
    for &at in &order {
        let here = along(at).unwrap_or_default();
        match places.last_mut() {
            Some(place)
                if place.first().and_then(|&first| along(first)).is_some_and(|first| here - first <= ONE_PLACE) =>
            {
                place.push(at);
            }
            _ => places.push(vec![at]),
        }
    }
    if places.len() == order.len() {
        return order;
    }
    let time = |clock: usize, at: usize| list.get(at).and_then(|placing| placing.times.get(clock).copied().flatten());
    let told = (0..CLOCKS).find(|&clock| places.iter().all(|place| distinct(place.iter().map(|&at| time(clock, at)))));
    if let Some(clock) = told {
        for place in &mut places {
            place.sort_by(|&a, &b| time(clock, a).unwrap_or_default().total_cmp(&time(clock, b).unwrap_or_default()));
        }
        return places.concat();
    }
    if is_numbered {
        order.sort_by(|&a, &b| number(a).total_cmp(&number(b)));
        return order;
    }
    for place in &mut places {
        place.sort_by(|&a, &b| by_keys(last(a), last(b)));
    }
    places.concat()
}

fn by_keys(a: [f64; 4], b: [f64; 4]) -> std::cmp::Ordering {
    let differing = a.iter().zip(&b).map(|(a, b)| a.total_cmp(b)).find(|order| order.is_ne());
    differing.unwrap_or(std::cmp::Ordering::Equal)
}

/// Whether all are present and distinct.
fn distinct(values: impl Iterator<Item = Option<f64>>) -> bool {
    let Some(mut values) = values.collect::<Option<Vec<f64>>>() else { return false };
    values.sort_by(f64::total_cmp);
    values.windows(2).all(|pair| pair.first() != pair.last())
}

/// The plane of each slice, counted from 0 in order of appearance, and its position along the normal of that plane's
/// first slice. Slices without orientation belong to the first plane.
fn planes(list: &[&Placing]) -> Vec<(usize, Option<f64>)> {
    let mut normals: Vec<[f64; 3]> = Vec::new();
    let one = |placing: &&Placing| {
        let Some(own) = placing.normal else { return (0, placing.along) };
        let cosine = |[a, b, c]: [f64; 3]| own.iter().zip([a, b, c]).map(|(own, other)| own * other).sum::<f64>();
        let found = normals.iter().position(|&normal| cosine(normal).abs() >= ONE_PLANE);
        let plane = found.unwrap_or_else(|| {
            normals.push(own);
            normals.len() - 1
        });
        let turned = normals.get(plane).is_some_and(|&normal| cosine(normal) < 0.0);
        (plane, placing.along.map(|along| if turned { -along } else { along }))
    };
    list.iter().map(one).collect()
}

/// The frames of an object in spatial order, counted from 0: by their number in the stack (PS3.3,
/// C.7.6.16.2.2), or as in [`ordered`]; those at one position, and all without one, by their dimensions. An object
/// without functional groups keeps its frame order.
pub(super) fn frame_order(root: View<'_>, frames: u32) -> Vec<u32> {
    let as_stored = || (0..frames).collect();
    let groups = root.items(tags::PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE).count();
    if frames < 2 || groups != frames as usize {
        return as_stored();
    }
    let indices = indexed(root, frames);
    let placing = |frame: u32| {
        let mut placing = Placing::of(root, frame);
        let index = indices.as_ref().and_then(|indices| indices.get(frame as usize).copied());
        placing.number = index.or(Some(f64::from(frame)));
        if let Some(first) = placing.times.first_mut() {
            *first = index;
        }
        placing
    };
    let placings: Vec<Placing> = (0..frames).map(placing).collect();
    let order = stacked(root, &placings).unwrap_or_else(|| ordered(&placings.iter().collect::<Vec<_>>()));
    order.into_iter().filter_map(|at| u32::try_from(at).ok()).collect()
}

/// The rank of each frame by its dimension index values, the first dimension the slowest (PS3.3, C.7.6.17); `None`
/// where a frame has none, or all are equal.
fn indexed(root: View<'_>, frames: u32) -> Option<Vec<f64>> {
    let of = |frame: u32| {
        let content = Groups::of_frame(root, frame).find(tags::FRAME_CONTENT_SEQUENCE, tags::DIMENSION_INDEX_VALUES);
        let values = content.numbers(tags::DIMENSION_INDEX_VALUES);
        (!values.is_empty()).then(|| values.into_iter().map(|value| value as u32).collect::<Vec<u32>>())
    };
    let all = (0..frames).map(of).collect::<Option<Vec<Vec<u32>>>>()?;
    let mut sorted: Vec<&Vec<u32>> = all.iter().collect();
    sorted.sort_unstable();
    let rank = |own: &Vec<u32>| sorted.partition_point(|other| *other < own) as f64;
    (sorted.first() != sorted.last()).then(|| all.iter().map(rank).collect())
}

/// By stack, number in the stack, and dimensions or time; `None` where they do not distinguish frames. Stacks are
/// sorted by the dimensions, or by name.
fn stacked(root: View<'_>, placings: &[Placing]) -> Option<Vec<usize>> {
    let mut frames: Vec<(f64, String, [f64; 3])> = Vec::with_capacity(placings.len());
    for (at, placing) in placings.iter().enumerate() {
        let groups = Groups::of_frame(root, u32::try_from(at).ok()?);
        let content = groups.find(tags::FRAME_CONTENT_SEQUENCE, tags::IN_STACK_POSITION_NUMBER);
        let number = content.number(tags::IN_STACK_POSITION_NUMBER)?;
        let index = placing.times.first().copied().flatten().unwrap_or_default();
        let time = placing.times.iter().flatten().next().copied().unwrap_or_default();
        frames.push((index, content.text(tags::STACK_ID).unwrap_or_default(), [number, time, at as f64]));
    }
    frames.sort_by(|(a, one, _), (b, other, _)| a.total_cmp(b).then_with(|| natural(one, other)));
    let mut stacks: Vec<String> = Vec::new();
    let mut keys: Vec<[f64; 4]> = Vec::with_capacity(frames.len());
    for (_, name, [number, time, at]) in frames {
        let stack = stacks.iter().position(|known| *known == name).unwrap_or_else(|| {
            stacks.push(name);
            stacks.len() - 1
        });
        keys.push([stack as f64, number, time, at]);
    }
    let [stack, number, ..] = *keys.first()?;
    keys.iter().any(|[other, place, ..]| (*other, *place) != (stack, number)).then_some(())?;
    keys.sort_by(|a, b| by_keys(*a, *b));
    Some(keys.into_iter().map(|[.., at]| at as usize).collect())
}
