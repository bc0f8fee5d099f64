public import Files
internal import Foundation
internal import Geometry
public import Volumes

/// A series turned into a volume.
public struct ConvertedSeries: Sendable {
  /// The volume, scaled by the header's slope and intercept.
  public let image: NIfTIImage
  /// Slices of the volume, whichever axis they became.
  public let sliceCount: Int
  /// What all images say of how they were taken, under names of BIDS; nothing that identifies.
  public let acquisition: [String: AcquisitionValue]
  /// Images that did not become part of it, and why.
  public let skipped: [SkippedFile]
  /// Full sentences.
  public let warnings: [String]
  /// Where the files' pixels lie in the volume.
  public let places: SeriesPlaces
}

extension DICOMSeries {
  /// Decodes and stacks the images.
  ///
  /// Stored values are kept: slope and intercept go into the header where all images share them,
  /// and otherwise are applied (float32). The type is dcm2niix's: uint8, int16 where the values fit,
  /// else uint16; int32 where the values fit, else uint32; rgb24. An image that cannot be decoded is
  /// left out by name.
  ///
  /// - Throws: `EffaceError.format` where no image can be decoded, `.unsuitable` where the images
  ///   do not form a volume.
  public func converted(
    by parser: any DICOMParser, options: ConversionOptions = ConversionOptions()
  ) throws(EffaceError) -> ConvertedSeries {
    var remaining = self
    var skipped: [SkippedFile] = []
    while let stack = SliceStack(remaining), let layout = first.layout {
      guard layout.frameByteCount <= Self.largestVolume / stack.slices.count else {
        throw EffaceError(
          .unsuitable, "The headers of series \(seriesNumber) promise more than 16 GB of pixels.")
      }
      if options.uneven == .refuse, !stack.isUniform {
        throw EffaceError(
          .unsuitable,
          "The slices of series \(seriesNumber) are not equally far apart, and such series are to be "
            + "refused. \(stack.warnings.first ?? "")")
      }
      let pixels = StackedPixels(stack, layout: layout, parser: parser)
      guard pixels.failures.isEmpty else {
        skipped += pixels.failures
        let bad = Set(pixels.failures.map(\.path))
        remaining.slices.removeAll { bad.contains($0.instance.path) }
        guard !remaining.slices.isEmpty else { break }
        continue
      }
      skipped += stack.surplus.map {
        SkippedFile($0.instance.path, "Another image of its series lies at the same place.")
      }
      var warnings = remarks + stack.warnings
      if remaining.slices.count < slices.count {
        warnings.append("\(slices.count - remaining.slices.count) images could not be decoded.")
      }
      let image = try chosen(pixels.image(), stack, options, &warnings)
      return ConvertedSeries(
        image: image, sliceCount: stack.places,
        acquisition: remaining.commonAcquisition, skipped: skipped, warnings: warnings,
        places: pixels.places)
    }
    throw EffaceError(
      .format,
      "No image of series \(seriesNumber) can be decoded: \(skipped.first?.reason ?? "no pixels")")
  }

  /// The volume after what `options` ask for, with warnings that say what was done.
  private func chosen(
    _ image: NIfTIImage, _ stack: SliceStack, _ options: ConversionOptions,
    _ warnings: inout [String]
  ) -> NIfTIImage {
    var result = image
    if !stack.isUniform {
      if options.uneven == .resample, let step = stack.typicalGap {
        result = Regridding.even(result, distances: stack.distances, step: step)
        warnings.append(
          "Slices were brought to a distance of \(SliceStack.text(step)) mm by linear interpolation."
        )
      } else {
        warnings.append(
          "Slices are stacked as if they were \(SliceStack.text(stack.typicalGap ?? 0)) mm apart, so "
            + "positions are wrong beyond the first irregular gap; --uneven resample mends that.")
      }
    }
    if let angle = stack.tilt {
      let corrects = options.tilt == .correct && modality == "CT"
      if corrects { result = Regridding.upright(result) }
      warnings.append(
        "The gantry was tilted by \(SliceStack.text(angle)) degrees; "
          + (corrects
            ? "rows were moved by linear interpolation to correct that."
            : "the affine carries the shear and the voxels are as they were scanned."))
    }
    return options.clearsNegatives && result.header.voxelType.isScalar
      ? result.withoutNegatives : result
  }

  /// In bytes of stored values.
  private static let largestVolume = 1 << 34

  /// The fields that are the same in all images.
  private var commonAcquisition: [String: AcquisitionValue] {
    first.acquisition.filter { name, value in
      slices.allSatisfy { $0.instance.acquisition[name] == value }
    }
  }
}
