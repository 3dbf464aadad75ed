using System.Globalization;

namespace PartnerCenter.Referrals;

/// <summary>Provides what the messages of all failures have in common.</summary>
internal static class FailureTexts
{
    /// <summary>Returns what the exception of a failed call carries.</summary>
    public static FailureDetails DetailsOf(ReferralCall call) => new()
    {
        ClientRequestId = call.ClientRequestId == Guid.Empty ? null : call.ClientRequestId,
        CorrelationId = call.CorrelationId,
        Operation = call.Operation.Name,
        Page = call.Page,
        Attempts = call.Attempts,
        RequestsSent = call.RequestsSent,
    };

    /// <summary>Returns the ids to ask Microsoft's support about, as the end of a message.</summary>
    public static string Ids(FailureDetails details) =>
        $" (request-id {details.RequestId ?? "none"}, client-request-id {details.ClientRequestId ?? Guid.Empty}, MS-CorrelationId "
            + $"{details.CorrelationId})";

    /// <summary>Returns a wait as text, the same in every culture: the separator of one may be a comma.</summary>
    public static string InSeconds(TimeSpan wait) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(wait.TotalSeconds * 10) / 10:0.#} seconds");
}
