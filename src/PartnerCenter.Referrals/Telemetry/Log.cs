using Microsoft.Extensions.Logging;

namespace PartnerCenter.Referrals;

/// <summary>
/// Defines all lines that a client logs. No line contains a name, mail address, phone number, note or token. Only the line about a record
/// that cannot be read as a whole contains the id of a referral.
/// </summary>
internal static partial class Log
{
    [LoggerMessage(
        1, LogLevel.Debug,
        "{Operation} succeeded with {StatusCode} after {Attempts} attempt(s) and {Milliseconds:0} ms (MS-CorrelationId {CorrelationId}).")]
    public static partial void Succeeded(
        ILogger logger, string operation, int? statusCode, int attempts, double milliseconds, Guid correlationId);

    [LoggerMessage(
        17, LogLevel.Debug,
        "{Operation} found nothing after {Attempts} attempt(s) and {Milliseconds:0} ms (MS-CorrelationId {CorrelationId}).")]
    public static partial void FoundNothing(
        ILogger logger, string operation, int attempts, double milliseconds, Guid correlationId);

    [LoggerMessage(2, LogLevel.Warning, "{Operation} failed: {Exception}, status {StatusCode}, code {ErrorCode}, after {Attempts} "
        + "attempt(s) (request-id {RequestId}, MS-CorrelationId {CorrelationId}).")]
    public static partial void Failed(
        ILogger logger, string operation, string exception, int? statusCode, string? errorCode, int attempts, string? requestId,
        Guid correlationId);

    [LoggerMessage(3, LogLevel.Error, "{Operation} was sent and may have taken effect; its outcome is unknown after {Attempts} attempt(s), "
        + "status {StatusCode} (request-id {RequestId}, MS-CorrelationId {CorrelationId}).")]
    public static partial void OutcomeUnknown(
        ILogger logger, string operation, int attempts, int? statusCode, string? requestId, Guid correlationId);

    [LoggerMessage(
        4, LogLevel.Information,
        "Attempt {Attempt} of {Operation} failed ({Reason}) and is retried in {Milliseconds:0} ms (MS-CorrelationId {CorrelationId}).")]
    public static partial void Retrying(
        ILogger logger, int attempt, string operation, string reason, double milliseconds, Guid correlationId);

    [LoggerMessage(5, LogLevel.Information, "{Operation} waits for {Milliseconds:0} ms, because another call was throttled "
        + "(MS-CorrelationId {CorrelationId}).")]
    public static partial void WaitsForThrottling(ILogger logger, string operation, double milliseconds, Guid correlationId);

    [LoggerMessage(
        6, LogLevel.Debug,
        "The caller cancelled {Operation} after {Attempts} attempt(s) and {Milliseconds:0} ms (MS-CorrelationId {CorrelationId}).")]
    public static partial void Cancelled(ILogger logger, string operation, int attempts, double milliseconds, Guid correlationId);

    [LoggerMessage(7, LogLevel.Debug, "A new access token was acquired after {Milliseconds:0} ms. It expires at {ExpiresOn:u}.")]
    public static partial void TokenAcquired(ILogger logger, double milliseconds, DateTimeOffset expiresOn);

    [LoggerMessage(8, LogLevel.Warning, "No new access token was acquired: {Exception}, code {EntraErrorCode}, after {Milliseconds:0} ms "
        + "(Entra correlation id {EntraCorrelationId}). The cached token is used until {ExpiresOn:u}; later calls try again.")]
    public static partial void RenewalFailed(
        ILogger logger, string exception, string? entraErrorCode, double milliseconds, string? entraCorrelationId,
        DateTimeOffset expiresOn);

    [LoggerMessage(
        9, LogLevel.Warning,
        "OnResponse threw {Exception} after {Operation}; the result of the call is not affected (MS-CorrelationId {CorrelationId}).")]
    public static partial void OnResponseFailed(ILogger logger, string operation, string exception, Guid correlationId);

    [LoggerMessage(
        11, LogLevel.Warning,
        "{Operation} read the referral {ReferralId} without {Count} value(s) that cannot be read: {Paths} "
        + "(MS-CorrelationId {CorrelationId}).")]
    public static partial void ReadIncompletely(
        ILogger logger, string operation, string referralId, int count, string paths, Guid correlationId);

    [LoggerMessage(
        12, LogLevel.Warning,
        "{Operation} skipped item {Index} of the page (counted from 0), which {Reason} (MS-CorrelationId {CorrelationId}).")]
    public static partial void ItemSkipped(ILogger logger, string operation, int index, string reason, Guid correlationId);

    [LoggerMessage(13, LogLevel.Warning, "{Operation} was throttled. The client's calls wait until {OpensAt:u}, except for one a minute, "
        + "which ends the wait if it is answered (MS-CorrelationId {CorrelationId}).")]
    public static partial void Throttled(ILogger logger, string operation, DateTimeOffset opensAt, Guid correlationId);

    [LoggerMessage(14, LogLevel.Information, "The service answers again, so the client's calls wait no longer.")]
    public static partial void ThrottlingEnded(ILogger logger);

    [LoggerMessage(15, LogLevel.Warning, "The client does not use the message handlers that the application adds to all its HTTP clients, "
        + "because they could send creates twice: {Handlers}. Add those that are safe to the builder that AddPartnerCenterReferrals "
        + "returns.")]
    public static partial void HandlersLeftOut(ILogger logger, string handlers);

    [LoggerMessage(16, LogLevel.Warning, "{Operation} was not sent, because no access token was acquired: code {EntraErrorCode}, {Kind}, "
        + "after {Attempts} attempt(s) (Entra correlation id {EntraCorrelationId}, MS-CorrelationId {CorrelationId}).")]
    public static partial void SignInFailed(
        ILogger logger, string operation, string? entraErrorCode, string kind, int attempts, string? entraCorrelationId,
        Guid correlationId);
}
