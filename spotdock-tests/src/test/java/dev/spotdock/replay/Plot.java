package dev.spotdock.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Price, utilisation and evictions over time, one under the other, a line for each policy. */
final class Plot {

    private static final int WIDTH = 1200;
    private static final int HEIGHT = 380;

    private Plot() {}

    static void write(Map<String, Timeline> timelines, Path file) throws IOException {
        List<XYChart> charts =
                List.of(
                        chart("market price [per slot-hour]", timelines, Timeline::prices),
                        chart(
                                "utilisation of the scarcest resource",
                                timelines,
                                Timeline::utilisation),
                        chart("evictions so far", timelines, Timeline::evictions));
        BitmapEncoder.saveBitmap(
                charts, charts.size(), 1, file.toString(), BitmapEncoder.BitmapFormat.PNG);
    }

    private static XYChart chart(
            String title, Map<String, Timeline> timelines, Function<Timeline, double[]> values) {
        XYChart chart =
                new XYChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .title(title)
                        .xAxisTitle("hours since the first arrival")
                        .build();
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
        chart.getStyler().setXAxisDecimalPattern("0.0").setYAxisDecimalPattern("#,##0.##");
        timelines.forEach((policy, timeline) ->
                chart.addSeries(policy, timeline.hours(), values.apply(timeline))
                        .setMarker(SeriesMarkers.NONE));
        return chart;
    }
}
