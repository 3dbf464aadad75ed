using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PartnerCenter.Referrals;

/// <summary>Counts events and measures handlers, under the meter's name of the client, so that one subscription has both.</summary>
internal sealed class WebhookMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _events;
    private readonly Histogram<double> _handlers;

    public WebhookMetrics(IMeterFactory meters, WebhookQueue queue)
    {
        _meter = meters.Create(ReferralsTelemetry.Name);
        _events = _meter.CreateCounter<long>(
            "partnercenter.referrals.webhook.events", "{event}", "Requests to the webhook, by their outcome.");
        _handlers = _meter.CreateHistogram<double>(
            "partnercenter.referrals.webhook.handler.duration", "s", "Duration of one call of a handler.");
        _meter.CreateObservableGauge(
            "partnercenter.referrals.webhook.queue", () => queue.Reader.Count, "{event}", "Events that wait for a handler.");
    }

    public void Count(string outcome, ReferralWebhookEvent? webhookEvent = null, ReferralWebhookCheck? check = null)
    {
        TagList tags = new() { { "partnercenter.webhook.outcome", outcome } };
        if (webhookEvent is not null)
        {
            tags.Add("partnercenter.webhook.event", webhookEvent.Name.ToString());
        }

        if (check is not null)
        {
            tags.Add("partnercenter.webhook.check", check.ToString());
        }

        Observe(() => _events.Add(1, tags));
    }

    public void RecordHandler(string handler, string? error, TimeSpan duration)
    {
        TagList tags = new() { { "partnercenter.webhook.handler", handler } };
        if (error is not null)
        {
            tags.Add("error.type", error);
        }

        Observe(() => _handlers.Record(duration.TotalSeconds, tags));
    }

    public void Dispose() => _meter.Dispose();

    private static void Observe(Action record)
    {
        try
        {
            record();
        }
        catch (Exception)
        {
            // A listener that fails cannot report its own failure, and what observes an event never decides its result.
        }
    }
}
