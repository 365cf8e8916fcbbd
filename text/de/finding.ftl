finding-place =
    { $place ->
        [upper-left] am stärksten im oberen linken Viertel
        [upper-right] am stärksten im oberen rechten Viertel
        [lower-left] am stärksten im unteren linken Viertel
        [lower-right] am stärksten im unteren rechten Viertel
        [upper] am stärksten in der oberen Hälfte, nahe der Mittellinie
        [lower] am stärksten in der unteren Hälfte, nahe der Mittellinie
        [left] am stärksten in der linken Hälfte
        [right] am stärksten in der rechten Hälfte
        [middle] am stärksten in der Mitte
       *[several] am stärksten an mehreren Stellen
    }
finding-strongest = { $place }, auf { $area } des Bildes
finding-within = { $place }, auf { $area } des Bildes, alles innerhalb des abgebildeten Körperteils
finding-partly-within = { $place }, auf { $area } des Bildes, davon { $outside } außerhalb des abgebildeten Körperteils
finding-nowhere = keine Stelle im Bild
