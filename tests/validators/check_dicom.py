"""Reads DICOM objects with pydicom and highdicom, and looks for what each of its kind must have: python check_dicom.py FOLDER.

Reads reports as measurement reports by template, segmentations as segmentations, and the pixels of pictures. Nothing is written.
"""

import math
from pathlib import Path

import highdicom
import pydicom
from pydicom.uid import ExplicitVRLittleEndian

from each_file import each_file

PERSONAL = ["PatientName", "PatientID", "PatientBirthDate", "PatientSex", "StudyDate", "AccessionNumber"]


def report(path: Path, data: pydicom.Dataset) -> str:
    read = highdicom.sr.srread(path)
    assert isinstance(read, highdicom.sr.ComprehensiveSR), type(read)
    assert (data.CompletionFlag, data.VerificationFlag) == ("PARTIAL", "UNVERIFIED"), "nobody has seen it"
    content = read.content
    assert isinstance(content, highdicom.sr.MeasurementReport), type(content)
    groups = content.get_image_measurement_groups() + content.get_planar_roi_measurement_groups()
    numbers = [number for group in groups for number in group.get_measurements()]
    for group in groups:
        assert group.tracking_uid and group.tracking_identifier and group.finding_type
    for number in numbers:
        assert number.unit.scheme_designator == "UCUM", number.unit
        assert math.isfinite(number.value) and number.value >= 0, number.value
        if number.name.meaning == "Probability":
            assert number.value <= 1, number.value
    observers = content.get_observer_contexts()
    assert [observer.observer_type.meaning for observer in observers] == ["Device"]
    decision = [item for item in walk(data) if item.ConceptNameCodeSequence[0].get("CodeValue") == "DECISION"]
    assert len(decision) == 1 and decision[0].ValueType == "CODE"
    return f"{len(groups)} groups, {len(numbers)} numbers"


def walk(data: pydicom.Dataset):
    """Every item of the tree that has a name."""
    for item in data.get("ContentSequence", []):
        if "ConceptNameCodeSequence" in item:
            yield item
        yield from walk(item)


def segmentation(path: Path, data: pydicom.Dataset) -> str:
    read = highdicom.seg.segread(path)
    assert data.BitsAllocated == 1 and data.SegmentationType == "BINARY"
    count = read.number_of_segments
    series = data.ReferencedSeriesSequence[0].ReferencedInstanceSequence[0]
    source = data.PerFrameFunctionalGroupsSequence[0].DerivationImageSequence[0].SourceImageSequence[0]
    if "ReferencedFrameNumber" in source:
        frame = int(source.ReferencedFrameNumber)
        pixels = read.get_pixels_by_source_frame(series.ReferencedSOPInstanceUID, [frame])
    else:
        pixels = read.get_pixels_by_source_instance([series.ReferencedSOPInstanceUID])
    assert pixels.shape == (1, data.Rows, data.Columns, count), pixels.shape
    covered = [int(pixels[..., segment].sum()) for segment in range(count)]
    assert all(0 < area < data.Rows * data.Columns for area in covered), covered
    assert pixels.sum(axis=-1).max() == 1, "segments overlap"
    for number in range(1, count + 1):
        described = read.get_segment_description(number)
        assert described.algorithm_type.value == "AUTOMATIC" and described.tracking_uid
        algorithm = described.SegmentationAlgorithmIdentificationSequence[0]
        assert algorithm.AlgorithmFamilyCodeSequence[0].CodeMeaning == "Artificial Intelligence"
        assert algorithm.AlgorithmName and algorithm.AlgorithmVersion
    return f"{count} segments of {covered} pixels"


def picture(path: Path, data: pydicom.Dataset) -> str:
    pixels = data.pixel_array
    frames = int(data.get("NumberOfFrames", 1))
    expected = (data.Rows, data.Columns, 3) if frames == 1 else (frames, data.Rows, data.Columns, 3)
    assert pixels.shape == expected, pixels.shape
    assert list(data.ImageType[:2]) == ["DERIVED", "SECONDARY"] and data.DerivationDescription
    return f"{frames} frames, burned in: {data.get('BurnedInAnnotation', 'not said')}"


READERS = {"SR": report, "SEG": segmentation, "OT": picture}


def check(path: Path) -> str:
    data = pydicom.dcmread(path)
    assert data.file_meta.TransferSyntaxUID == ExplicitVRLittleEndian
    assert data.file_meta.MediaStorageSOPInstanceUID == data.SOPInstanceUID
    assert "PatientIdentityRemoved" not in data
    told = [keyword for keyword in PERSONAL if str(data.get(keyword, "")) != ""]
    assert all(keyword in data for keyword in PERSONAL), "type 2 attributes are there, empty or not"
    # Rewritten by pydicom, which checks each value on the way.
    pydicom.config.settings.writing_validation_mode = pydicom.config.RAISE
    pydicom.config.settings.reading_validation_mode = pydicom.config.RAISE
    strict = pydicom.dcmread(path)
    strict.walk(lambda _, element: element.value)
    said = READERS[data.Modality](path, data)
    return f"{said}; personal: {', '.join(told) or 'nothing'}"


if __name__ == "__main__":
    each_file("*.dcm", check)
