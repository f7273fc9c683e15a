// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `verlauf images`
struct ImagesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "images",
    abstract: "Prepare scans for the figure: list a DICOM folder, clean one picture and keep it, uptake of PET.",
    discussion: """
      EXAMPLES
        verlauf images scans --study my-series --patient 1
        verlauf images add scans/IM0042 --study my-series --patient 1 --assessment ct-3 --window 40/400
        verlauf images add shot.png --study my-series --patient 1 --assessment ct-3 --blank "512x40 at 0,0" \\
          --confirm "A.B., radiologist" --shows "liver metastasis, 23 mm" --rights "consent of the patient, 2026-03-02"
        verlauf images add pet/IM0101 --study my-series --patient 1 --assessment pet --suv 0/7 --over ct/IM0042 --window 40/400
        verlauf images uptake pet/IM0101 --centre 120,88 --radius 15
        verlauf images add scans/IM0043 --study my-series --patient 1 --assessment ct-4 --lesion T1 --write

      What is kept are pixels: EXIF, text parts, profiles, the DICOM header, overlays and the name of the file are dropped, and said. A picture in which a name may
      stand is refused until somebody confirms that there is none, or blanks it. PNG, JPEG and TIFF are read by Netpbm, DICOM by dcmtk, text is searched by tesseract
      (`script/bootstrap` installs them). Documentation/Images.md says more.
      """,
    subcommands: [ListImagesCommand.self, AddImageCommand.self, UptakeCommand.self],
    defaultSubcommand: ListImagesCommand.self)
}
