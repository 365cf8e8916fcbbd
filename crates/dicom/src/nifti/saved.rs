//! A volume saved for sharing: its header without texts, its voxels and nothing else; without the face on request.

use super::Volume;
use super::fields::start;
use super::pair::offset;
use crate::error::DicomError;
use deface::{DefaceRefusal, FaceRegion, FaceReport, HeadSlices, SlicePlace};

impl Volume<'_> {
    /// The slices that are searched for a face: in a time series, those of the first volume.
    ///
    /// # Errors
    /// `Face` where the file states no orientation, or has no grey values.
    pub fn head_slices(&self) -> Result<HeadSlices, DicomError> {
        let header = &self.header;
        if header.kind.is_colour() || header.kind.is_complex() {
            return Err(DicomError::Face(DefaceRefusal::Kind));
        }
        let ([width, height, depth], (slope, intercept)) = (header.size, header.scale);
        let mut slices = HeadSlices::default();
        for z in 0..depth {
            let place = self.slice_place(z)?;
            let places = (0..height).flat_map(|y| (0..width).map(move |x| header.place([x, y, z], 0)));
            let values = header.samples(&self.bytes, places).map(|stored| (stored * slope + intercept) as f32);
            slices.add(&place, width, height, &values);
        }
        Ok(slices)
    }

    /// The volume as an uncompressed file, with a report on the removed face where a region is given; it is removed
    /// from every volume of a time series. Extensions are dropped, as are the description, auxiliary file name and
    /// intent name.
    ///
    /// # Errors
    /// As [`Volume::head_slices`], for a region; `TooLarge` where memory does not hold a second volume.
    pub fn saved(&self, face: Option<&FaceRegion>) -> Result<(Vec<u8>, Option<FaceReport>), DicomError> {
        let Some(found) = start(&self.bytes) else { return Err(DicomError::not_dicom(&self.bytes)) };
        let (layout, header) = (found.layout, &self.header);
        // Four bytes of 0 say that no extension follows.
        let length = layout.length + 4;
        // Already checked against the length of the file.
        let (from, to) = (header.start() as usize, header.end() as usize);
        let voxels = self.bytes.get(from..to).unwrap_or_default();
        let (mut file, size) = (Vec::new(), length + voxels.len());
        let limit = self.limits.bytes;
        file.try_reserve_exact(size).map_err(|_| DicomError::TooLarge { found: size as u64, limit })?;
        file.extend_from_slice(self.bytes.get(..layout.length).unwrap_or_default());
        file.resize(length, 0);
        for &(at, bytes) in layout.texts {
            file.get_mut(at..at + bytes).unwrap_or_default().fill(0);
        }
        let begins = offset(layout, length, found.big);
        if let Some(field) = file.get_mut(layout.vox_offset..layout.vox_offset + begins.len()) {
            field.copy_from_slice(&begins);
        }
        file.extend_from_slice(voxels);
        let report = match face {
            Some(region) => Some(self.blank(file.get_mut(length..).unwrap_or_default(), region, found.big)?),
            None => None,
        };
        Ok((file, report))
    }

    /// Writes air into the region.
    fn blank(&self, voxels: &mut [u8], region: &FaceRegion, big: bool) -> Result<FaceReport, DicomError> {
        let header = &self.header;
        let ([width, height, depth], (slope, intercept)) = (header.size, header.scale);
        let none = || DicomError::Face(DefaceRefusal::Kind);
        let air = header.kind.stored((region.fill() - intercept) / slope, big).ok_or_else(none)?;
        let mut report = region.report(u32::try_from(depth).unwrap_or(u32::MAX));
        for z in 0..depth {
            let mut count = 0;
            for at in region.places(self.slice_place(z)?, width, height) {
                count += header.volumes;
                for volume in 0..header.volumes {
                    let place = ((volume * depth + z) * width * height + at) * air.len();
                    if let Some(voxel) = voxels.get_mut(place..place + air.len()) {
                        voxel.copy_from_slice(&air);
                    }
                }
            }
            report.count(count);
        }
        Ok(report)
    }

    /// The position of a slice along the third axis of the file.
    fn slice_place(&self, z: usize) -> Result<SlicePlace, DicomError> {
        let placing = &self.header.placing;
        if !placing.is_oriented {
            return Err(DicomError::Face(DefaceRefusal::Unplaced));
        }
        Ok(SlicePlace {
            origin: placing.affine.map(|row| row[3] + row[2] * z as f64),
            column: placing.affine.map(|row| row[0]),
            row: placing.affine.map(|row| row[1]),
        })
    }
}
