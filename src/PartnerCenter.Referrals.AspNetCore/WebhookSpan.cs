using System.Diagnostics;

namespace PartnerCenter.Referrals;

/// <summary>
/// Represents the span around the handlers of an event. It is linked to the request, which has ended. The exceptions of listeners are
/// dropped: what observes an event never decides its result.
/// </summary>
internal readonly struct WebhookSpan : IDisposable
{
    private static readonly ActivitySource Source = new(ReferralsTelemetry.Name);

    private readonly Activity? _span;

    private WebhookSpan(Activity? span) => _span = span;

    public static WebhookSpan Start(QueuedEvent queued)
    {
        try
        {
            Activity? span = Source.StartActivity(
                ActivityKind.Consumer,
                name: $"referrals webhook {queued.Event.Name}",
                links: queued.Request == default ? null : [new ActivityLink(queued.Request)]);
            span?.SetTag("partnercenter.webhook.event", queued.Event.Name.ToString());
            return new WebhookSpan(span);
        }
        catch (Exception)
        {
            // The span may have become the current one before its listener failed.
            Activity.Current = null;
            return default;
        }
    }

    public void MarkFailed() => _span?.SetStatus(ActivityStatusCode.Error);

    public void Dispose()
    {
        try
        {
            _span?.Stop();
        }
        catch (Exception)
        {
            Activity.Current = null;
        }
    }
}
