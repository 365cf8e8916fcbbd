"""Small compressed DICOM files of a formula that tests/native/dicom/compressed.rs repeats.

    pip install -r requirements.txt
    python make.py
"""

import os

import gdcm
import jpeg_ls
import numpy as np
from openjpeg.utils import encode_array
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

WIDTH, HEIGHT = 50, 37


def grey(bits):
    """A ramp, a flat half, and a few far outliers."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    most = (1 << bits) - 1
    values = np.where(x < 25, (x * 97 + y * y * 31) % (most + 1), most // 3)
    values[(x + 3 * y) % 41 == 0] = most
    return values.astype(np.uint8 if bits <= 8 else np.uint16)


def colour():
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    planes = [(x * 9 + y * 5) % 256, np.where(x < 25, 200, (y * 13) % 256), (x * x + y * 7) % 256]
    return np.stack(planes, axis=-1).astype(np.uint8)


def dataset(pixels, bits, syntax, data, signed=0):
    ds = Dataset()
    ds.file_meta = FileMetaDataset()
    ds.file_meta.TransferSyntaxUID = syntax
    ds.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.7"
    ds.file_meta.MediaStorageSOPInstanceUID = "1.2.3"
    ds.SOPClassUID, ds.SOPInstanceUID, ds.Modality = "1.2.840.10008.5.1.4.1.1.7", "1.2.3", "OT"
    ds.SamplesPerPixel = 1 if pixels.ndim == 2 else 3
    ds.PhotometricInterpretation = "MONOCHROME2" if pixels.ndim == 2 else "RGB"
    if pixels.ndim == 3:
        ds.PlanarConfiguration = 0
    ds.Rows, ds.Columns = pixels.shape[:2]
    ds.BitsAllocated = 8 * pixels.itemsize
    ds.BitsStored, ds.HighBit, ds.PixelRepresentation = bits, bits - 1, signed
    if syntax.endswith("1.2.1"):
        ds.PixelData = data
    else:
        ds.PixelData = encapsulate([data])
        ds["PixelData"].is_undefined_length = True
    ds["PixelData"].VR = "OB" if pixels.itemsize == 1 or not syntax.endswith("1.2.1") else "OW"
    return ds


def save(name, ds):
    ds.save_as(name, enforce_file_format=True)


def by_gdcm(name, pixels, bits, syntax):
    """GDCM reads and writes files alone."""
    plain = name + ".plain"
    save(plain, dataset(pixels, bits, ExplicitVRLittleEndian, pixels.tobytes()))
    reader = gdcm.ImageReader()
    reader.SetFileName(plain)
    assert reader.Read()
    change = gdcm.ImageChangeTransferSyntax()
    change.SetTransferSyntax(gdcm.TransferSyntax(syntax))
    change.SetInput(reader.GetImage())
    assert change.Change(), name
    writer = gdcm.ImageWriter()
    writer.SetFileName(name)
    writer.SetFile(reader.GetFile())
    writer.SetImage(change.GetOutput())
    assert writer.Write()
    os.remove(plain)


if __name__ == "__main__":
    LS, LS_NEAR = "1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.81"
    for bits in (8, 12, 16):
        save(f"ls-{bits}.dcm", dataset(grey(bits), bits, LS, bytes(jpeg_ls.encode_array(grey(bits)))))
    save("ls-near3.dcm", dataset(grey(12), 12, LS_NEAR, bytes(jpeg_ls.encode_array(grey(12), lossy_error=3))))
    for mode, name in enumerate(("none", "line", "sample")):
        data = np.moveaxis(colour(), -1, 0).copy() if mode == 0 else colour()
        stream = jpeg_ls.encode_array(data, interleave_mode=mode)
        save(f"ls-colour-{name}.dcm", dataset(colour(), 8, LS, bytes(stream)))
    J2K = "1.2.840.10008.1.2.4.90"
    for bits in (8, 12, 16):
        save(f"j2k-{bits}.dcm", dataset(grey(bits), bits, J2K, bytes(encode_array(grey(bits), bits_stored=bits))))
    signed = (grey(12).astype(np.int16) - 2048)
    save("j2k-signed.dcm", dataset(signed, 12, J2K, bytes(encode_array(signed, bits_stored=12)), signed=1))
    save("j2k-colour.dcm", dataset(colour(), 8, J2K, bytes(encode_array(colour(), photometric_interpretation=1))))
    for bits in (8, 12, 16):
        by_gdcm(f"lossless-{bits}.dcm", grey(bits), bits, gdcm.TransferSyntax.JPEGLosslessProcess14_1)
    by_gdcm("lossless-colour.dcm", colour(), 8, gdcm.TransferSyntax.JPEGLosslessProcess14)
    by_gdcm("baseline-8.dcm", grey(8), 8, gdcm.TransferSyntax.JPEGBaselineProcess1)
    by_gdcm("baseline-colour.dcm", colour(), 8, gdcm.TransferSyntax.JPEGBaselineProcess1)
    by_gdcm("rle-16.dcm", grey(16), 16, gdcm.TransferSyntax.RLELossless)
