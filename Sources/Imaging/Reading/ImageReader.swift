// SPDX-License-Identifier: Apache-2.0

public import Course
public import Foundation
import Plain

/// Reads pictures of other programs into pixels: PNG, JPEG and TIFF by Netpbm, DICOM by dcmtk, of JPEG 2000 after GDCM has unpacked it.
///
/// ```swift
/// let picture = try ImageReader().read(bytes, window: ImageWindow(level: 40, width: 400))
/// ```
///
/// The size that a header tells is checked before any program sees the file; a program has limits of time, memory and output.
public struct ImageReader: Sendable {
  let searchPath: String?

  /// A reader that looks for its converters in the folders of a search path, by default that of the environment.
  public init(searchPath: String? = ProcessInfo.processInfo.environment["PATH"]) { self.searchPath = searchPath }

  /// A picture as it was read, with what its header says.
  public struct Picture: Sendable {
    /// The pixels.
    public var pixels: PixelImage
    /// What it was.
    public var format: ImageFormat
    /// The header of a DICOM file.
    public var header: DICOMHeader?
    /// The frame that was read, of a file with several.
    public var frame: Int?
    /// The window through which values became greys.
    public var window: ImageWindow?
    /// What stood in the file beside pixels, and is not in them.
    public var extras: [String]
  }

  /// Reads a picture.
  ///
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - frame: which frame of a DICOM file, from 1.
  ///   - window: level and width for a DICOM file of greys; nil takes the first window of the file, or the whole range where it has none.
  public func read(_ bytes: [UInt8], frame: Int = 1, window: ImageWindow? = nil) throws(ImageFailure) -> Picture {
    guard let format = ImageFormat(bytes) else { throw .unknownFormat }
    if format == .dicom { return try dicom(bytes, frame, window) }
    guard frame == 1 else { throw .frame(frame, of: 1) }
    guard window == nil else { throw .noWindow(format) }
    guard let extent = ImageExtent(bytes, format) else { throw .noSize(format) }
    try check(extent.width, extent.height, frames: 1)
    // 8 bytes a pixel are 16 bits of red, green, blue and clearness; packing adds no more than a thousandth.
    guard extent.packedBytes <= extent.width * extent.height * 9 + 65_536 else {
      throw .refused(
        "it has \(extent.packedBytes) bytes of pixels, more than \(extent.width) x \(extent.height) can need")
    }
    var arguments: [String] = []
    let program: String
    switch format {
    case .png:
      // What lies under clear pixels is not seen, and must not be kept.
      (program, arguments) = ("pngtopnm", ["-mix", "-background=white"])
    case .jpeg: program = "jpegtopnm"
    default: program = "tifftopnm"
    }
    let printed = try Converter.run(
      try Converter.path(program, searchPath), arguments, input: bytes, seconds: ImageLimits.seconds,
      limit: extent.width * extent.height * 6 + 1000)
    guard let image = PortableMap.image(printed) else { throw .unreadable("\(program) printed no whole picture") }
    // Of a TIFF file the converter turns it.
    let pixels = format == .tiff ? image : image.turned(extent.orientation)
    return Picture(
      pixels: pixels.withoutNeedlessColour, format: format, header: nil, frame: nil, window: nil, extras: extent.extras)
  }

  func check(_ width: Int, _ height: Int, frames: Int) throws(ImageFailure) {
    let (pixels, isLarge) = width.multipliedReportingOverflow(by: height)
    let (all, areMany) = pixels.multipliedReportingOverflow(by: frames)
    guard !isLarge, !areMany, width <= ImageLimits.side, height <= ImageLimits.side, all <= ImageLimits.pixels * 20,
      pixels <= ImageLimits.pixels
    else { throw .tooLarge(width: width, height: height, frames: frames) }
  }

  // MARK: DICOM

  /// What the header of a DICOM file says, up to its pixels: its beginning is enough.
  public func header(_ bytes: [UInt8]) throws(ImageFailure) -> DICOMHeader {
    DICOMHeader(String(decoding: try dumped(bytes, DICOMHeader.tags), as: UTF8.self))
  }

  /// Fields of a header by their tags, as `dcmdump` prints them, up to the pixels.
  func dumped(_ bytes: [UInt8], _ tags: [String]) throws(ImageFailure) -> [UInt8] {
    try Converter.run(
      try Converter.path("dcmdump", searchPath),
      ["-q", "-M", "+sb", "7fe0,0010", "-Un", "+uc", "+L", "+p"] + tags.flatMap { ["+P", $0] } + ["-"],
      input: bytes, seconds: ImageLimits.seconds, limit: 4_000_000)
  }

  /// Refuses pixels that are fewer than the header says: dcmtk makes black of what is missing. Of packed pixels it tells so itself.
  func checkPixels(_ bytes: [UInt8], _ header: DICOMHeader) throws(ImageFailure) {
    let printed = try Converter.run(
      try Converter.path("dcmdump", searchPath), ["-q", "-M", "-Un", "+p", "+P", "7fe0,0010", "-"], input: bytes,
      seconds: ImageLimits.seconds, limit: 4_000_000)
    guard let element = PixelElement(String(decoding: printed, as: UTF8.self)) else { throw .noPixels }
    guard case .plain(let found) = element else { return }
    guard let needed = header.pixelBytes else { throw .noSize(.dicom) }
    guard found >= needed else { throw .fewPixels(found, of: needed) }
  }

  private func dicom(_ bytes: [UInt8], _ frame: Int, _ window: ImageWindow?) throws(ImageFailure) -> Picture {
    let header = try header(bytes)
    guard let width = header.columns, let height = header.rows else { throw .noPixels }
    guard width > 0, height > 0 else { throw .noSize(.dicom) }
    try check(width, height, frames: header.frames)
    guard (1...header.frames).contains(frame) else { throw .frame(frame, of: header.frames) }
    let syntax = header.transferSyntax ?? ""
    guard let kind = TransferSyntax(syntax) else { throw .transferSyntax(TransferSyntax.name(syntax)) }
    let program = try decoder(of: kind)
    let bytes = kind == .jpeg2000 ? try unpacked(bytes, header) : bytes
    try checkPixels(bytes, kind == .jpeg2000 ? try self.header(bytes) : header)
    let chosen = window ?? header.window
    // Overlays can bear text; they are left out.
    var arguments = ["-O", "+F", "\(frame)"]
    if let chosen { arguments += ["+Ww", "\(chosen.level)", "\(chosen.width)"] } else { arguments.append("+Wm") }
    let printed = try Converter.run(
      program, arguments + ["-"], input: bytes, seconds: ImageLimits.seconds, limit: width * height * 6 + 1000,
      isWatched: true)
    guard let image = PortableMap.image(printed), image.width == width, image.height == height else {
      throw .unreadable("dcmtk printed no whole picture")
    }
    let isGrey = image.channels == 1
    guard isGrey || window == nil else { throw .noWindow(.dicom) }
    var extras = [Self.headerWords]
    if header.frames > 1 { extras.append(header.frames == 2 ? "another frame" : "\(header.frames - 1) other frames") }
    return Picture(
      pixels: image.withoutNeedlessColour, format: .dicom, header: header, frame: header.frames > 1 ? frame : nil,
      window: isGrey ? chosen : nil, extras: extras)
  }

  /// A file of JPEG 2000 with its pixels uncompressed, by `gdcmconv` of GDCM. Its streams are looked at before: as many as frames, each of the size that the header says, each whole.
  private func unpacked(_ bytes: [UInt8], _ header: DICOMHeader) throws(ImageFailure) -> [UInt8] {
    guard let needed = header.pixelBytes, let width = header.columns, let height = header.rows else {
      throw .noSize(.dicom)
    }
    let program = try Converter.path("gdcmconv", searchPath)
    let streams = JPEG2000Streams(bytes).streams
    guard streams.count == header.frames else {
      throw .unreadable("\(streams.count) streams of JPEG 2000, where its header says \(header.frames) frames")
    }
    for stream in streams {
      guard stream.width > 0 else { throw .unreadable("its pixels are no stream of JPEG 2000, as its header says") }
      guard stream.width == width, stream.height == height else {
        throw .unreadable(
          "its JPEG 2000 has \(stream.width) x \(stream.height) pixels, where its header says \(width) x \(height)")
      }
      guard stream.isWhole else { throw .unreadable("its JPEG 2000 is damaged, or its end is missing") }
    }
    // Where values have more bits than the header allots, GDCM allots 16.
    return try Converter.runOnFiles(
      program, ["--raw"], input: bytes, seconds: ImageLimits.seconds, limit: 2 * needed + bytes.count + 1_000_000)
  }

  /// The program that reads a transfer syntax: `dcm2img` of dcmtk 3.6.8 and later reads all that dcmtk can.
  private func decoder(of kind: TransferSyntax) throws(ImageFailure) -> String {
    if let all = try? Converter.path("dcm2img", searchPath) { return all }
    return try Converter.path(kind == .jpegLS ? "dcml2pnm" : "dcmj2pnm", searchPath)
  }
}
