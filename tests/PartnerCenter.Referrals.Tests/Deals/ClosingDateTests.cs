using System.Net;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that a closing date keeps its calendar day, in whatever time zone the program runs (wire contract 3.6).</summary>
public sealed class ClosingDateTests : IDisposable
{
    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // Midnight is what a DateTime without a time becomes; the offset is that of the zone the program runs in.
    private static TimeZoneInfo Zone(double hours) =>
        TimeZoneInfo.CreateCustomTimeZone($"UTC{hours}", TimeSpan.FromHours(hours), "zone", "zone");

    public static TheoryData<double> Offsets => [-12, -8, -3.5, 0, 1, 5.75, 14];

    [Theory, MemberData(nameof(Offsets))]
    public async Task Local_midnight_is_sent_as_midnight_in_UTC_of_the_same_day(double hours)
    {
        DateTimeOffset local = InZone(new DateTime(2031, 1, 31, 0, 0, 0, DateTimeKind.Unspecified), hours);
        ReferralsClient client = _service.Client();
        for (int i = 0; i < 4; i++)
        {
            _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);
        }

        await client.CreateAsync(Deal.Private(Terms.Whole with { ClosingDateTime = local }), cancellationToken: Cancellation);
        await client.PatchAsync(Drafts.Stored, new ReferralPatch().ClosingDateTime(local), cancellationToken: Cancellation);
        await client.UpdateAsync(
            Drafts.Stored, deal => deal with { Details = deal.Details! with { ClosingDateTime = local } }, cancellationToken: Cancellation);
        await client.PatchAsync(
            Drafts.Stored,
            new ReferralPatch().Solutions(SolutionTag.Catalogue("SOL-12345-ABC") with { ClosingDateTime = local }),
            cancellationToken: Cancellation);

        JsonNode[] bodies = [.. _service.Sent.Select(sent => JsonNode.Parse(sent.Body!)!)];
        Assert.All(
            [
                bodies[0]["details"]!["closingDateTime"]!,
                bodies[1][0]!["value"]!,
                bodies[2][0]!["value"]!,
                bodies[3][0]!["value"]![0]!["closingDateTime"]!,
            ],
            sent => Assert.Equal("2031-01-31T00:00:00Z", sent.GetValue<string>()));
    }

    [Fact]
    public async Task A_local_DateTime_of_this_machine_keeps_its_day()
    {
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full);

        await _service.Client().CreateAsync(
            Deal.Private(Terms.Whole with { ClosingDateTime = new DateTime(2031, 1, 31, 0, 0, 0, DateTimeKind.Local) }),
            cancellationToken: Cancellation);

        Assert.Equal(
            "2031-01-31T00:00:00Z", JsonNode.Parse(_service.Only.Body!)!["details"]!["closingDateTime"]!.GetValue<string>());
    }

    [Theory, MemberData(nameof(Offsets))]
    public async Task The_terms_of_a_new_deal_keep_the_day_at_any_time_of_day(double hours)
    {
        ReferralsClient client = _service.Client();
        foreach (int hour in new[] { 0, 1, 12, 23 })
        {
            _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full);
            DateTimeOffset local = InZone(new DateTime(2031, 1, 31, hour, 30, 0, DateTimeKind.Unspecified), hours);
            await client.CreateAsync(Deal.CoSell(Terms.Whole with { ClosingDateTime = local }), cancellationToken: Cancellation);
        }

        Assert.All(_service.Sent, sent => Assert.StartsWith(
            "2031-01-31T", JsonNode.Parse(sent.Body!)!["details"]!["closingDateTime"]!.GetValue<string>(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(-8)]
    [InlineData(1)]
    public async Task A_date_that_was_read_and_converted_to_local_time_is_no_change(double hours)
    {
        Referral same = await _service.Client().UpdateAsync(
            Drafts.Stored,
            deal => deal with
            {
                Details = deal.Details! with { ClosingDateTime = deal.Details.ClosingDateTime!.Value.ToOffset(TimeSpan.FromHours(hours)) },
            },
            cancellationToken: Cancellation);

        Assert.Same(Drafts.Stored, same);
        Assert.Empty(_service.Sent);
    }

    [Fact]
    public void A_time_in_UTC_is_kept_as_it_is()
    {
        DateTimeOffset time = new(2031, 1, 31, 17, 45, 0, TimeSpan.Zero);

        Assert.Equal(time, Deal.Private(Terms.Whole with { ClosingDateTime = time }).Details!.ClosingDateTime);
        Assert.Equal(time, new ReferralDetails { ClosingDateTime = time }.ClosingDateTime);
        Assert.Null(new ReferralDetails { ClosingDateTime = null }.ClosingDateTime);
    }

    public void Dispose() => _service.Dispose();

    private static DateTimeOffset InZone(DateTime time, double hours) => new(time, Zone(hours).GetUtcOffset(time));
}
