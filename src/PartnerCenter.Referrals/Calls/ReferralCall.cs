using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;

namespace PartnerCenter.Referrals;

/// <summary>
/// One call from the first attempt to the last: its ids, its time, and what the attempts saw. Used by one flow at a time.
/// </summary>
internal sealed class ReferralCall
{
    /// <summary>The key under which each request message carries its call to the handlers.</summary>
    public const string PropertyName = "PartnerCenter.Referrals.Call";

    private static readonly HttpRequestOptionsKey<ReferralCall> Key = new(PropertyName);

    public required Operation Operation { get; init; }

    /// <summary>Which page of a listing the call is for, from 1 on.</summary>
    public int? Page { get; init; }

    /// <summary>The operation as a sentence names it.</summary>
    public string Name =>
        Page is null ? Operation.Name : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Operation} (page {Page})");

    public required CallKind Kind { get; init; }

    public required Guid CorrelationId { get; init; }

    public required TimeSpan Timeout { get; init; }

    public required int MaxAttempts { get; init; }

    public required long Started { get; init; }

    public required CancellationToken CallerCancellation { get; init; }

    /// <summary>Whether the caller wants to know what an answer says beside its body.</summary>
    public required bool CapturesResponse { get; init; }

    /// <summary>The same over all attempts.</summary>
    public Guid RequestId { get; } = CallId.New();

    public int Attempts { get; private set; }

    /// <summary>New for each message that leaves.</summary>
    public Guid ClientRequestId { get; private set; }

    /// <summary>Whether the attempt was handed to the network; until then nothing can have reached the service.</summary>
    public bool HandedToNetwork { get; private set; }

    /// <summary>Whether a request of this attempt left, whatever became of it; there was no token for it otherwise.</summary>
    public bool IsSent { get; private set; }

    /// <summary>The span of the call; null if nobody listens.</summary>
    public Activity? Span { get; set; }

    /// <summary>
    /// Whether an earlier attempt of this write may have taken effect, so that whatever comes now says nothing about the write as a whole.
    /// </summary>
    public bool IsOutcomeUncertain { get; private set; }

    /// <summary>The status of the last answer; null if there was none yet.</summary>
    public HttpStatusCode? StatusCode { get; private set; }

    public ReferralResponseInfo? Response { get; private set; }

    /// <summary>The wait that the retry policy chose before the next attempt.</summary>
    public TimeSpan NextDelay { get; set; }

    public static ReferralCall Of(HttpRequestMessage request) =>
        request.Options.TryGetValue(Key, out ReferralCall? call)
            ? call
            : throw new InvalidOperationException("A request without a call: every method of IReferralsApi takes one.");

    public void BeginAttempt()
    {
        Attempts++;
        HandedToNetwork = false;
        IsSent = false;
        StatusCode = null;
    }

    public void MarkOutcomeUncertain() => IsOutcomeUncertain = true;

    public void MarkWithoutEffect() => HandedToNetwork = false;

    public Guid MarkHandedToNetwork()
    {
        HandedToNetwork = true;
        IsSent = true;
        return ClientRequestId = CallId.New();
    }

    public void RecordResponse(HttpResponseMessage response)
    {
        StatusCode = response.StatusCode;
        if (CapturesResponse)
        {
            CaptureResponse(response);
        }
    }

    private void CaptureResponse(HttpResponseMessage response)
    {
        Dictionary<string, IReadOnlyList<string>> headers = new(StringComparer.OrdinalIgnoreCase);
        Add(response.Headers);
        Add(response.Content.Headers);
        Response = new ReferralResponseInfo
        {
            StatusCode = response.StatusCode,
            RequestId = response.RequestId(),
            ClientRequestId = ClientRequestId,
            CorrelationId = CorrelationId,
            ETag = response.EntityTag(),
            Attempts = Attempts,
            Headers = headers,
        };

        void Add(HttpHeaders source)
        {
            foreach ((string name, HeaderStringValues values) in source.NonValidated)
            {
                headers[name] = [.. values];
            }
        }
    }
}
