using Microsoft.Extensions.Logging;

namespace PartnerCenter.Referrals;

/// <summary>
/// Defines all lines that the receiver logs. They have names and ids of referrals, so that an event that is lost can be found again, and
/// nothing else of an event. Nothing of a request that was refused is in them.
/// </summary>
internal static partial class Log
{
    [LoggerMessage(101, LogLevel.Debug, "The event {Event} of referral {ReferralId} was accepted.")]
    public static partial void Accepted(ILogger logger, ReferralWebhookEventName @event, string? referralId);

    [LoggerMessage(102, LogLevel.Debug, "The event {Event} of referral {ReferralId} was sent again, and is not handled again.")]
    public static partial void Duplicate(ILogger logger, ReferralWebhookEventName @event, string? referralId);

    [LoggerMessage(103, LogLevel.Warning, "A request was refused as an event with {StatusCode}: the check {Check} failed.")]
    public static partial void Refused(ILogger logger, ReferralWebhookCheck check, int statusCode);

    [LoggerMessage(104, LogLevel.Warning, "A request was refused as an event, because its body is larger than 64 KB.")]
    public static partial void TooLarge(ILogger logger);

    [LoggerMessage(105, LogLevel.Warning, "The event {Event} of referral {ReferralId} was answered with 503, because the queue is full or "
        + "the host stops. Partner Center tries again.")]
    public static partial void QueueFull(ILogger logger, ReferralWebhookEventName @event, string? referralId);

    [LoggerMessage(106, LogLevel.Warning, "{Handler} threw {Exception} for the event {Event} of referral {ReferralId}, and is called again "
        + "in {Milliseconds:0} ms (attempt {Attempt}).")]
    public static partial void HandlerRetries(
        ILogger logger, string handler, string exception, ReferralWebhookEventName @event, string? referralId, double milliseconds,
        int attempt);

    [LoggerMessage(107, LogLevel.Error, "{Handler} failed with {Exception} for the event {Event} of referral {ReferralId} that changed at "
        + "{Changed:O}, and is not called again (attempt {Attempt}).")]
    public static partial void HandlerGaveUp(
        ILogger logger, string handler, string exception, ReferralWebhookEventName @event, string? referralId, DateTimeOffset changed,
        int attempt);

    [LoggerMessage(108, LogLevel.Error, "The event {Event} of referral {ReferralId} that changed at {Changed:O} was answered with 200, but "
        + "not handled to the end, because the host stopped. Read the referral.")]
    public static partial void Lost(
        ILogger logger, ReferralWebhookEventName @event, string? referralId, DateTimeOffset changed);

    [LoggerMessage(109, LogLevel.Debug, "A request broke off before it was answered ({Exception}).")]
    public static partial void Aborted(ILogger logger, string exception);

    [LoggerMessage(110, LogLevel.Warning, "A request was answered with 503, because the host stops. Partner Center tries again.")]
    public static partial void Stopping(ILogger logger);

    [LoggerMessage(111, LogLevel.Warning, "{Count} calls of handlers are still running, most of them beyond HandlerTimeout. No further "
        + "event is handled until one of them ends.")]
    public static partial void NoPlace(ILogger logger, int count);
}
