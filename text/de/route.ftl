## In der Navigation

route-classify = Bilder
route-model = Modell
route-device = Selbsttest
route-storage = Speicher
route-check = Selbst nachprüfen

## In den Tabs des Browsers

route-classify-title = Onsight: was ein KI-Modell in einem medizinischen Bild sieht
route-model-title = Wie weit man dem Modell trauen kann · Onsight
route-device-title = Rechnet dieses Gerät richtig? · Onsight
route-storage-title = Was auf diesem Gerät gespeichert ist · Onsight
route-check-title = Selbst nachprüfen · Onsight
route-about-title = Was allgemein bekannt ist · Onsight
route-models-title = Alle Modelle · Onsight
