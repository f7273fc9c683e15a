// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `verlauf images`
struct ImagesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "images",
    abstract: "Prepare scans for the figure: list a DICOM folder, clean one picture and keep it.",
    discussion: """
      EXAMPLES
        verlauf images scans --study my-series --patient 1
        verlauf images add scans/IM0042 --study my-series --patient 1 --assessment ct-3 --window 40/400
        verlauf images add shot.png --study my-series --patient 1 --assessment ct-3 --blank "512x40 at 0,0" \\
          --confirm "A.B., radiologist" --shows "liver metastasis, 23 mm" --rights "consent of the patient, 2026-03-02"

      What is kept are pixels: EXIF, text parts, profiles, the DICOM header, overlays and the name of the file are dropped, and said. A picture in which a name may
      stand is refused until somebody confirms that there is none, or blanks it. PNG, JPEG and TIFF are read by Netpbm, DICOM by dcmtk, text is searched by tesseract
      (`script/bootstrap` installs them). Documentation/Images.md says more.
      """,
    subcommands: [ListImagesCommand.self, AddImageCommand.self], defaultSubcommand: ListImagesCommand.self)
}
