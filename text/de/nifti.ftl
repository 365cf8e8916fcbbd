## Der Header

nifti-header-cut = Erwartet: ein NIfTI-Header; gefunden: weniger. Die Datei endet vorzeitig.
nifti-fields = Erwartet: 8 Felder in der Dimensionsangabe des NIfTI-Headers; gefunden: { $found }.
nifti-dimensions = Erwartet: 1 bis 7 als Anzahl der Dimensionen im NIfTI-Header; gefunden: { $found }.
nifti-dimension = Erwartet: 1 bis 65.535 in einer Dimension des NIfTI-Headers; gefunden: { $found }.
nifti-kind =
    Erwartet: ein Volumen aus ganzen Zahlen, Gleitkommazahlen, komplexen Zahlen oder Farben; gefunden: Typ { $code ->
        [0] { $code }, unbekannt
        [1] { $code }, 1 Bit je Voxel
        [1536] { $code }, Gleitkommazahlen mit 128 Bit
        [2048] { $code }, komplexe Zahlen mit 256 Bit
       *[other] { $code }
    }.

## Die Voxel

nifti-half = Erwartet: ein Volumen mit seinen Voxeln; gefunden: nur der Header eines NIfTI-Paars. Die .img-Datei dazu fehlt.
nifti-half-analyze = Erwartet: ein Volumen mit seinen Voxeln; gefunden: nur der Header eines Analyze-Paars. Die .img-Datei dazu fehlt.
nifti-cut = Erwartet: { $wanted } Byte im NIfTI-Volumen; gefunden: { $found } Byte. Die Datei endet vorzeitig.
nifti-voxels-cut = Erwartet: { $wanted } Byte in den Voxeln (.img); gefunden: { $found } Byte. Die Datei endet vorzeitig.

## Was nicht angewendet wurde oder offen bleibt

nifti-complex = Die Voxel sind komplexe Zahlen: Gezeigt wird ihr Realteil.
nifti-no-intercept = Steigung (slope) { $slope } und Achsenabschnitt (intercept) { $intercept } der Datei lassen sich nicht zusammen anwenden: Die Werte werden mit Achsenabschnitt 0 gezeigt.
nifti-no-slope = Steigung (slope) { $slope } und Achsenabschnitt (intercept) { $intercept } der Datei lassen sich nicht zusammen anwenden: Die Werte werden gezeigt, wie sie gespeichert sind.
nifti-range = Mit den Werten der Datei für Schwarz und Weiß (cal_min, cal_max) ist in der mittleren Schicht nichts zu sehen: Verwendet werden das 1. und das 99. Perzentil.
nifti-sform-small = Die Matrix der Datei (sform) beträgt ein Tausendstel ihrer Voxelgrößen (pixdim) oder weniger: Es gelten die Voxelgrößen.
nifti-sform-large = Die Matrix der Datei (sform) beträgt das Tausendfache ihrer Voxelgrößen (pixdim) oder mehr: Es gelten die Voxelgrößen.
nifti-sform-flat-qform = Die Voxel haben nach der Matrix der Datei (sform) kein Volumen: Es gilt ihr Quaternion (qform).
nifti-sform-flat = Die Voxel haben nach der Matrix der Datei (sform) kein Volumen: Es gelten die Größen aus pixdim.
nifti-qform = Das Quaternion der Datei (qform) ist keine Drehung: Es gelten die Größen aus pixdim.
nifti-no-size = Die Datei nennt keine Voxelgröße: Messungen sind darin nicht möglich.
nifti-no-side = Die Datei nennt nicht, wie die untersuchte Person lag: Welche Seite links ist, ist nicht bekannt.
nifti-no-unit = Die Datei nennt keine Längeneinheit: Angenommen werden Millimeter.

## Was zu tun ist

nifti-help-damaged = Exportieren Sie das Volumen noch einmal aus dem Programm, aus dem es stammt.
nifti-help-kind = Wandeln Sie das Volumen in Zahlen mit 16 oder 32 Bit um, oder exportieren Sie eine Schicht daraus als PNG.
nifti-help-half = Geben Sie beide Dateien, .hdr und .img, zusammen an: Wählen Sie beide oder ihren Ordner.
