using System.Net;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that every write that is guarded by an ETag sends the service's own ETag, and refuses what would not guard it.</summary>
public sealed class GuardedWriteTests : IDisposable
{
    private static readonly Dictionary<string, (string Parameter, Func<IReferralsClient, string, Task> Call)> Writes = new()
    {
        ["patch"] = ("referral", (client, eTag) => client.PatchAsync(Deal(eTag), new ReferralPatch().Notes("n"), null, Cancellation)),
        ["patch by id"] =
            ("eTag", (client, eTag) => client.PatchAsync(ReferralJson.Id, eTag, new ReferralPatch().Notes("n"), null, Cancellation)),
        ["replace"] = ("referral", (client, eTag) => client.ReplaceAsync(Deal(eTag), null, Cancellation)),
        ["update by a patch"] =
            ("current", (client, eTag) => client.UpdateAsync(Deal(eTag), deal => deal with { CampaignId = "C" }, null, Cancellation)),
        ["update by a replace"] =
            ("current", (client, eTag) => client.UpdateAsync(Deal(eTag), deal => deal with { Name = "New" }, null, Cancellation)),
        ["accept"] = ("referral", (client, eTag) => client.AcceptAsync(Waiting(eTag), null, Cancellation)),
        ["decline"] = ("referral", (client, eTag) => client.DeclineAsync(Waiting(eTag), null, null, Cancellation)),
        ["close as won"] = ("referral", (client, eTag) => client.CloseAsWonAsync(Deal(eTag), null, Cancellation)),
        ["close as lost"] = ("referral", (client, eTag) => client.CloseAsLostAsync(Deal(eTag), null, null, Cancellation)),
        ["advance"] = ("referral", (client, eTag) => client.AdvanceAsync(Deal(eTag), SalesStage.Percent60, null, Cancellation)),
        ["make partner-led"] = ("referral", (client, eTag) => client.MakePartnerLedAsync(Private(eTag), null, Cancellation)),
        ["make co-sell"] =
            ("referral", (client, eTag) => client.MakeCoSellAsync(Private(eTag), Drafts.ToMicrosoft, null, Cancellation)),
        ["register deal"] =
            ("referral", (client, eTag) => client.RegisterDealAsync(Deal(eTag), new DealRegistration(), null, Cancellation)),
        ["amend registration"] = (
            "referral",
            (client, eTag) => client.AmendRegistrationAsync(
                Deal(eTag) with { Registrations = [new DealRegistration()] },
                new RegistrationPatch().ContractValue(1m),
                null,
                Cancellation)),
    };

    private readonly MockedService _service = new();

    public static TheoryData<string> Names => [.. Writes.Keys];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Names))]
    public async Task An_ETag_is_sent_as_the_service_returned_it(string write)
    {
        string[] eTags = [ReferralJson.ETag, "W/\"1\"", $"\"{new string('a', 1_022)}\""];
        foreach (string eTag in eTags)
        {
            using MockedService service = new();
            service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full).RespondsWith(HttpStatusCode.Created, ReferralJson.Full);

            await Writes[write].Call(Client(service), eTag);

            Assert.Equal(eTag, service.Sent[0].Headers["If-Match"]);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public async Task What_is_no_ETag_of_the_service_is_refused_and_nothing_is_sent(string write)
    {
        string[] eTags =
        [
            "", "*", "abc", "\"", "\"\"", "a\"", "\"a", "\"a b\"", "\"a\",*,\"b\"", "W/*", "W/abc", "W/\"\"", "w/\"a\"", "\"*\"x", " *",
            "\"ü\"", "\"\u0001\"", "\"a\r\nX: 1\"", "\"\ud800\"", $"\"{new string('a', 1_023)}\"", $"\"{new string('a', 1_048_576)}\"",
        ];
        foreach (string eTag in eTags)
        {
            ArgumentException refusal = await Assert.ThrowsAsync<ArgumentException>(
                Writes[write].Parameter, () => Writes[write].Call(Client(_service), eTag));

            Assert.Contains("double quotes included", refusal.Message, StringComparison.Ordinal);
        }

        Assert.Empty(_service.Sent);
    }

    [Theory]
    [InlineData("*", null)]
    [InlineData("\"a\",\"b\"", null)]
    [InlineData("\"ü\"", null)]
    [InlineData("", "*")]
    [InlineData("", "abc")]
    public async Task What_the_service_returns_in_place_of_an_ETag_never_guards_a_write(string body, string? header)
    {
        foreach (string write in Writes.Keys)
        {
            using MockedService service = new();
            service.RespondsWith(
                HttpStatusCode.OK, ReferralJson.FullWith("eTag", body), header is null ? [] : [("ETag", header)]);
            ReferralsClient client = Client(service);
            Referral read = await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

            await Assert.ThrowsAsync<ArgumentException>(Writes[write].Parameter, () => Writes[write].Call(client, read.ETag));

            Assert.Equal("GET", service.Only.Method);
        }
    }

    public void Dispose() => _service.Dispose();

    private static ReferralsClient Client(MockedService service) =>
        service.Client(
            options => (options.ClientValidation, options.CheckOpenInvitations) = (ClientValidation.None, false));

    private static Referral Deal(string eTag) => Drafts.Stored with
    {
        ETag = eTag,
        Status = ReferralStatus.Active,
        Substatus = ReferralSubstatus.Accepted,
        SalesStage = null,
    };

    private static Referral Waiting(string eTag) =>
        Deal(eTag) with { Status = ReferralStatus.New, Substatus = ReferralSubstatus.Pending };

    private static Referral Private(string eTag) => Deal(eTag) with { Type = ReferralType.Independent, Consent = new Consent() };
}
