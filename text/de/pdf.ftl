pdf-no-picture = Für den Bericht wurde das Bild „{ $name }“ erwartet, es ist aber keines da.
pdf-picture-size = Vom Bild „{ $name }“ wurden { $expected } Werte erwartet, es hat { $found }.
pdf-refused = Der Bericht lässt sich nicht als PDF/UA und PDF/A schreiben: { $why }
