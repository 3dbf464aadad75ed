using System.Net;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that no call takes longer than its timeout and the seconds that determine the outcome of a write.</summary>
[Trait("Culture", "None")]
public sealed class TimeLimitTests
{
    private const int MaxPages = 5;
    private const int MaxAttempts = 4;
    private const int MaxSearches = 3;

    private static readonly TimeSpan FollowUp = TimeSpan.FromSeconds(12);

    // The clock moves in steps, and the shortest time limit of an attempt is one step.
    private static readonly TimeSpan Precision = TimeSpan.FromMilliseconds(20);

    private static readonly Dictionary<string, Func<ReferralsClient, ReferralCallOptions, Task>> Operations = new()
    {
        ["create"] = (client, options) => client.CreateAsync(
            Drafts.Minimal with { ExternalReferenceId = "CRM-1" }, options, Cancellation),
        ["invite"] = (client, options) => client.InviteAsync(Drafts.Stored, Drafts.ToMicrosoft, options, Cancellation),
        ["replace"] = (client, options) => client.ReplaceAsync(Drafts.Stored with { Name = "Another" }, options, Cancellation),
        ["patch"] = (client, options) => client.PatchAsync(Drafts.Stored, new ReferralPatch().DealValue(1m), options, Cancellation),
        ["update"] = (client, options) => client.UpdateAsync(
            Drafts.Stored, current => current with { CampaignId = "another" }, options, Cancellation),
        ["update by id"] = (client, options) => client.UpdateAsync(
            ReferralJson.Id, current => current with { CampaignId = "another" }, options, Cancellation),
    };

    // A read gets a record that is also a page, one of ever more.
    private static readonly Dictionary<string, Func<bool, int, HttpResponseMessage>> Responses = new()
    {
        ["lost"] = (_, _) => throw new HttpRequestException(HttpRequestError.ResponseEnded),
        ["503"] = (_, _) => MockedService.Response(HttpStatusCode.ServiceUnavailable, null),
        ["503 with Retry-After"] =
            (_, _) => MockedService.Response(HttpStatusCode.ServiceUnavailable, null, ("Retry-After", "7")),
        ["429 that closes the gate"] = (_, _) => MockedService.Response(HttpStatusCode.TooManyRequests, null, ("Retry-After", "1")),
        ["412"] = (isRead, number) => isRead ? Read(number) : MockedService.Response(HttpStatusCode.PreconditionFailed, null),
        ["204"] = (isRead, number) => isRead ? Read(number) : MockedService.Response(HttpStatusCode.NoContent, null),
        ["2xx that cannot be read"] = (isRead, number) =>
            isRead ? Read(number) : MockedService.Response(HttpStatusCode.OK, new StringContent("<html>")),
        ["pages without end and a lost write"] = (isRead, number) =>
            isRead ? Read(number) : throw new HttpRequestException(HttpRequestError.ResponseEnded),
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static MatrixTheoryData<string, string> Cells => new(Operations.Keys, Responses.Keys);

    [Theory, MemberData(nameof(Cells))]
    public async Task A_call_ends_within_its_timeout_and_twelve_seconds(string operation, string response)
    {
        foreach (double seconds in new[] { 0.01, 1, 1.5, 20 })
        {
            foreach (double each in new[] { 0, 0.3, 0.9, 3, 9, 40 })
            {
                await CheckAsync(operation, response, TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(each));
            }
        }
    }

    [Theory]
    [InlineData("create")]
    [InlineData("invite")]
    [InlineData("update by id")]
    public async Task The_time_in_which_a_user_signs_in_does_not_count(string operation)
    {
        using SimulatedService service = new((request, _) => request.Method == HttpMethod.Post
            ? MockedService.Response(HttpStatusCode.Created, new StringContent(ReferralJson.Full))
            : Read(null));
        using ReferralsClient client = service.Client(options => options.Credential = new SlowUser(service.Time));

        await Operations[operation](client, new ReferralCallOptions { Timeout = TimeSpan.FromSeconds(1) });

        Assert.Equal(operation == "create" ? 1 : 2, service.Sent.Count);
    }

    private static async Task CheckAsync(string operation, string response, TimeSpan timeout, TimeSpan each)
    {
        int number = 0;
        SimulatedService service = null!;
        using SimulatedService simulated = service = new((request, cancellation) =>
        {
            service.Time.Work(each, cancellation);
            HttpResponseMessage answer = Responses[response](request.Method == HttpMethod.Get, ++number);
            answer.Headers.Date = service.Time.GetUtcNow();
            return answer;
        });
        using ReferralsClient client = service.Client();
        long started = service.Time.GetTimestamp();

        await Record.ExceptionAsync(() => Operations[operation](client, new ReferralCallOptions { Timeout = timeout }));

        TimeSpan took = service.Time.GetElapsedTime(started);
        string cell = $"{operation}, {response}, Timeout {timeout}, each request {each}: {took}, {service.Sent.Count} requests";
        Assert.True(took <= timeout + FollowUp + Precision, cell);
        Assert.True(service.Sent.Count <= (MaxPages * MaxAttempts) + MaxAttempts + (MaxSearches * MaxPages * MaxAttempts), cell);
    }

    private static HttpResponseMessage Read(int? number) => MockedService.Response(
        HttpStatusCode.OK,
        new StringContent(ReferralJson.FullWith(both =>
        {
            both["value"] = new System.Text.Json.Nodes.JsonArray();
            both["@odata.nextLink"] = number is null ? null : $"https://api.partner.microsoft.com/v1.0/referrals?$skiptoken={number}";
        })));

    private sealed class SlowUser(DrivenTime time) : ReferralsCredential(time)
    {
        internal override bool IsInteractive => true;

        private protected override Task<ReferralsAccessToken> RequestAsync(
            ReferralsTokenRequest request, CancellationToken cancellationToken)
        {
            time.Advance(TimeSpan.FromMinutes(5));
            return Task.FromResult(new ReferralsAccessToken("token-1", DateTimeOffset.MaxValue));
        }
    }
}
