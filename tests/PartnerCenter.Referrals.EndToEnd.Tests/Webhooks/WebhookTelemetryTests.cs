using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Tests the metrics and spans of the receiver.</summary>
[Collection(Matrix.LogCapture.Collection)]
public sealed class WebhookTelemetryTests
{
    [Fact]
    public async Task Outcomes_are_counted_and_the_span_of_the_handlers_is_linked_to_the_request()
    {
        ConcurrentQueue<string> outcomes = [];
        using MeterListener meters = new()
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "partnercenter.referrals.webhook.events")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        ConcurrentQueue<Activity> spans = [];
        using ActivityListener spanListener = new()
        {
            ShouldListenTo = source => source.Name is ReferralsTelemetry.Name or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(spanListener);
        RecordingHandler handler = new();
        await using ReceiverApp app = await ReceiverApp.StartAsync([handler]);
        object? meterScope = app.MeterFactory;
        meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meterScope))
            {
                outcomes.Enqueue(string.Join(' ', tags.ToArray().Select(tag => tag.Value)));
            }
        });
        meters.Start();

        await app.SendAsync(ReceiverApp.Event(4711));
        await app.SendAsync(ReceiverApp.Event(4711));
        await app.SendAsync(app.Request(ReceiverApp.Event(4711), []));
        await app.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["accepted referral-updated", "duplicate referral-updated", "refused SignatureMissing"], outcomes);
        Activity[] requests = [.. spans.Where(span => span.Source.Name == "Microsoft.AspNetCore")];
        Assert.Contains(spans, span => span.DisplayName == "referrals webhook referral-updated" && span.Kind == ActivityKind.Consumer
            && span.Links.Any(link => requests.Any(request => request.SpanId == link.Context.SpanId)));
    }
}
