using System.Net;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Plays the service of a <see cref="CreateScenario"/>. What others create while the call runs differs in one member at least, because
/// nobody could distinguish a twin that is alike in everything and younger than the POST.
/// </summary>
internal sealed class CreateModel
{
    // A twin that is older than the POST by more than the client's allowance of two seconds, and the part of a second that Date cuts off.
    private const int SafelyBefore = 4;

    private static readonly Action<JsonObject>[] Differences =
    [
        record => (record["status"], record["substatus"]) = ("Closed", "Lost"),
        record => record["id"] = "..",
        record => record["id"] = null,
        record => record["createdDateTime"] = "9999-12-31T23:59:59Z",
        record => record["createdDateTime"] = null,
    ];

    private static readonly Action<JsonObject>[] DealDifferences =
    [
        record => record["name"] = "Deal A",
        record => record["customerProfile"]!["name"] = "Customer A",
        record => record["details"]!["closingDateTime"] = "2030-07-01T00:00:00Z",
        record => record["details"]!["dealValue"] = 1,
        record => record["details"]!["currency"] = "EUR",
        record => record["type"] = "Shared",
        record => record["externalReferenceId"] = "CRM-2",
        record => record["organizationId"] = FoundRecord.OtherOrganization,
        record => record["inviteContext"]!["invitedBy"]!["organizationId"] = "msft",
    ];

    private static readonly Action<JsonObject>[] InvitationDifferences =
    [
        record => record["inviteContext"]!["notes"] = "another",
        record => record["inviteContext"]!["assistanceRequestCode"] = "QuotesOrLicensing",
        record => record["target"]![0]!["id"] = "SOL-12345-ABC",
        record => record["engagementId"] = "7a1d9e44-0000-4000-8000-0000000000ef",
    ];

    private readonly CreateScenario _scenario;
    private readonly DrivenTime _time;
    private readonly Random _random;
    private readonly List<(JsonObject Record, DateTimeOffset VisibleFrom)> _records = [];
    private readonly Dictionary<string, List<JsonObject>> _rests = [];
    private int _throttled;

    public CreateModel(CreateScenario scenario, DrivenTime time)
    {
        (_scenario, _time, _random) = (scenario, time, new Random(scenario.Seed));
        for (int number = 0; number < scenario.Before; number++)
        {
            DateTimeOffset created = Now.AddSeconds(-SafelyBefore - (_random.NextDouble() * 600));
            JsonObject record = NewRecord(created, _random.Next(2) == 0 ? null : Difference());
            if (scenario.Invites && _random.Next(16) > 0)
            {
                // An open one ends the call before the POST.
                record["status"] = "Closed";
            }

            Add(record, created);
        }
    }

    /// <summary>Gets the id of the record that the POST created; null if it created none.</summary>
    public string? CreatedId { get; private set; }

    /// <summary>Gets the number of POSTs that were not throttled.</summary>
    public int PostsThatMayAct { get; private set; }

    /// <summary>Gets whether the POST's response arrived whole.</summary>
    public bool HasAnswered { get; private set; }

    /// <summary>Gets whether a list has shown an open invitation to the same participant before the POST.</summary>
    public bool HasListedOpenInvitation { get; private set; }

    private DateTimeOffset Now => _time.GetUtcNow().AddHours(_scenario.ClockHours);

    public HttpResponseMessage Respond(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        bool isPost = request.Method == HttpMethod.Post;
        PostsThatMayAct += isPost ? 1 : 0;
        _time.Work(TimeSpan.FromMilliseconds(50 * _random.Next(8)), cancellationToken);
        if (Happens(_scenario.Others))
        {
            Add(NewRecord(Now, Difference()), Now);
        }

        return isPost ? Post(cancellationToken) : List(request.RequestUri!.Query, cancellationToken);
    }

    private HttpResponseMessage Post(CancellationToken cancellationToken)
    {
        if (_throttled++ < _scenario.Throttled)
        {
            PostsThatMayAct--;
            // Somebody else creates the same while the client waits for the next attempt.
            Add(NewRecord(Now, difference: null), Now);
            return MockedService.Response(
                HttpStatusCode.TooManyRequests, null, ("Retry-After", $"{SafelyBefore + _random.Next(5)}"));
        }

        if (_scenario.Fate is PostFate.Answered or PostFate.AnsweredUnreadably or PostFate.UnavailableAfterActing
            or PostFate.LostAfterActing or PostFate.SilentAfterActing)
        {
            JsonObject created = NewRecord(Now.AddMilliseconds(_random.Next(-400, 400)), difference: null);
            CreatedId = created["id"]!.GetValue<string>();
            Add(created, Now);
            if (_scenario.Fate == PostFate.Answered)
            {
                HasAnswered = true;
                return MockedService.Response(HttpStatusCode.Created, new StringContent(created.ToJsonString()));
            }
        }

        return _scenario.Fate switch
        {
            PostFate.AnsweredUnreadably => MockedService.Response(HttpStatusCode.Created, new StringContent("<html>")),
            PostFate.Refused => MockedService.Response(HttpStatusCode.BadRequest, null),
            PostFate.UnavailableBeforeActing or PostFate.UnavailableAfterActing =>
                MockedService.Response(HttpStatusCode.ServiceUnavailable, null),
            PostFate.LostBeforeActing or PostFate.LostAfterActing => throw new HttpRequestException(HttpRequestError.ResponseEnded),
            _ => Silence(cancellationToken),
        };
    }

    private HttpResponseMessage List(string query, CancellationToken cancellationToken)
    {
        if (Happens(_scenario.Failures))
        {
            return _random.Next(6) switch
            {
                0 => MockedService.Response(HttpStatusCode.ServiceUnavailable, null),
                1 => MockedService.Response(HttpStatusCode.Forbidden, null),
                2 => MockedService.Response(HttpStatusCode.OK, new StringContent("<html>")),
                3 => MockedService.Response(HttpStatusCode.TooManyRequests, null, ("Retry-After", $"{_random.Next(1, 20)}")),
                4 => Silence(cancellationToken),
                _ => throw new HttpRequestException(HttpRequestError.ResponseEnded),
            };
        }

        List<JsonObject> rest = _rests.GetValueOrDefault(query) ?? Visible();
        int size = Math.Min(_random.Next(_scenario.PageSize + 1), rest.Count);
        JsonObject[] page = [.. rest.Take(size).Select(record => record.DeepClone().AsObject())];
        // The next page may repeat the last record, because the list has changed in between.
        List<JsonObject> next = rest[Math.Max(0, size - _random.Next(2))..];
        string? link = null;
        if (next.Count > 0)
        {
            link = $"?$skiptoken={_rests.Count}";
            _rests[link] = next;
        }

        HasListedOpenInvitation |= PostsThatMayAct == 0 && page.Any(IsOpenInvitation);
        HttpResponseMessage response = MockedService.Response(HttpStatusCode.OK, new StringContent(FoundRecord.Page(link, page)));
        response.Headers.Date = Happens(_scenario.Undated) ? null : Now;
        return response;
    }

    private List<JsonObject> Visible() => [.. _records
        .Where(one => one.VisibleFrom <= Now)
        .Select(one => one.Record)
        // The newest first.
        .OrderByDescending(record => record["createdDateTime"]?.GetValue<string>(), StringComparer.Ordinal)];

    private JsonObject NewRecord(DateTimeOffset created, Action<JsonObject>? difference)
    {
        void Change(JsonObject record)
        {
            byte[] id = new byte[16];
            _random.NextBytes(id);
            record["id"] = new Guid(id).ToString();
            record["createdDateTime"] = created.ToString("O");
            foreach (JsonNode? owner in new[] { record, record["customerProfile"] })
            {
                string? name = owner!["name"]?.GetValue<string>();
                owner["name"] = _random.Next(2) == 0 ? WebUtility.HtmlEncode(name) : name;
            }

            difference?.Invoke(record);
        }

        return _scenario.Invites
            ? FoundRecord.Of(CreateScenario.Invitation, Change)
            : FoundRecord.Of(CreateScenario.Draft, Change);
    }

    private Action<JsonObject> Difference()
    {
        Action<JsonObject>[] differences = [.. Differences, .. _scenario.Invites ? InvitationDifferences : DealDifferences];
        return differences[_random.Next(differences.Length)];
    }

    private void Add(JsonObject record, DateTimeOffset created) =>
        _records.Add((record, created.AddSeconds(_random.NextDouble() * _scenario.HiddenFor)));

    private HttpResponseMessage Silence(CancellationToken cancellationToken)
    {
        _time.Work(TimeSpan.FromHours(1), cancellationToken);
        throw new InvalidOperationException("The client waited for an hour.");
    }

    private bool Happens(int percent) => _random.Next(100) < percent;

    private static bool IsOpenInvitation(JsonObject record) =>
        record["status"]!.GetValue<string>() != "Closed"
        && record["target"]![0]!["id"]!.GetValue<string>() == "msft"
        && record["engagementId"]!.GetValue<string>() == ReferralJson.EngagementId;
}
