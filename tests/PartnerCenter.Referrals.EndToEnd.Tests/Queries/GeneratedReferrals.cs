using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>
/// Generates random referrals and changes that the contract allows. Each record has members that the client does not know.
/// </summary>
internal static class GeneratedReferrals
{
    private static readonly string?[] Texts =
        [null, "", "Contoso", "O'Brien & \"Söhne\" \u65e5\u672c \ud83d\ude00", "line\r\nline", "&amp;", " "];
    private static readonly string[] Solutions = ["SOL-10001-AAA", "SOL-10002-BBB", "SOL-10003-CCC"];
    private static readonly Func<Referral, Random, Referral>[] Changes =
    [
        (deal, _) => deal,
        (deal, random) => deal with { Name = Text(random) },
        (deal, random) => deal with { ExternalReferenceId = Text(random) },
        (deal, random) => deal with { CampaignId = Text(random) },
        (deal, random) => deal with { StatusReason = Text(random) },
        (deal, random) => deal with { SalesStage = random.Next(2) == 0 ? SalesStage.Percent40 : new SalesStage("Unheard of") },
        (deal, random) => deal with { Favorite = random.Next(2) == 0 },
        (deal, random) => deal with { LastRunId = Text(random) },
        (deal, _) => deal with { Status = ReferralStatus.Closed, Substatus = ReferralSubstatus.Won },
        (deal, random) => deal with { Target = [ReferralTarget.Solution(Pick(random, Solutions))] },
        (deal, _) => deal with { Consent = deal.Consent! with { ConsentToShareReferralWithMicrosoftSellers = true } },
        (deal, random) => deal with { Consent = deal.Consent! with { ConsentToContact = random.Next(2) == 0 } },
        (deal, random) => deal with
        {
            CustomerProfile = deal.CustomerProfile! with { Size = random.Next(2) == 0 ? CustomerSize.From1To50 : new CustomerSize("huge") }
        },
        (deal, random) => deal with
        {
            CustomerProfile =
                deal.CustomerProfile! with { Address = deal.CustomerProfile.Address! with { City = Text(random), Country = "DE" } }
        },
        (deal, random) => deal with { CustomerProfile = deal.CustomerProfile! with { Team = Team(deal.CustomerProfile.Team, random) } },
        (deal, random) => deal with
        {
            CustomerProfile =
                deal.CustomerProfile! with { Ids = [new CustomerProfileId { ProfileType = CustomerProfileIdType.Duns, Id = "1" }] }
        },
        (deal, random) => deal with { Details = deal.Details! with { Notes = Text(random) } },
        (deal, random) =>
            deal with { Details = deal.Details! with { DealValue = random.Next(3) == 0 ? null : random.Next(1_000_000) / 100m } },
        (deal, random) => deal with { Details = deal.Details! with { Currency = random.Next(2) == 0 ? "EUR" : null } },
        (deal, random) => deal with
        {
            Details = deal.Details! with
            {
                ClosingDateTime = DateTimeOffset.UnixEpoch.AddTicks(
                    random.NextInt64(TimeSpan.TicksPerDay * 36_500)).ToOffset(TimeSpan.FromHours(random.Next(-12, 13)))
            }
        },
        (deal, random) =>
            With(deal, needs => needs with { Solutions = [.. needs.Solutions, SolutionTag.Catalogue(Pick(random, Solutions))] }),
        (deal, random) =>
            With(deal, needs => needs with { Solutions = [SolutionTag.Catalogue(Pick(random, Solutions)), .. needs.Solutions.Reverse()] }),
        (deal, random) => With(deal, needs => needs with { Industries = [new RequirementTag { Id = Pick(random, Solutions) }] }),
        (deal, random) => deal with { Team = Team(deal.Team, random) },
    ];

    public static JsonObject Record(Random random) => new()
    {
        ["name"] = Text(random),
        ["organizationId"] = "00000000-0000-0000-0000-000000000004",
        ["status"] = "Active",
        ["substatus"] = "Accepted",
        ["statusReason"] = Text(random),
        ["qualification"] = "SalesQualified",
        ["type"] = random.Next(2) == 0 ? "Shared" : "Independent",
        ["externalReferenceId"] = Text(random),
        ["campaignId"] = Text(random),
        ["salesStage"] = random.Next(2) == 0 ? "100" : null,
        ["favorite"] = false,
        ["direction"] = "Incoming",
        ["target"] = new JsonArray(new JsonObject { ["type"] = "SolutionProfile", ["id"] = "SOL-10001-AAA" }),
        ["customerProfile"] = new JsonObject
        {
            ["name"] = "Fabrikam",
            ["size"] = "",
            ["isMatchingComplete"] = true,
            ["address"] = new JsonObject
            {
                ["addressLine1"] = Text(random),
                ["city"] = "Sampleton",
                ["country"] = "US",
                ["unheardOf"] = random.Next(),
            },
            ["team"] = People(random),
            ["ids"] = new JsonArray(new JsonObject { ["profileType"] = "External", ["id"] = "x" }),
        },
        ["consent"] = new JsonObject
        {
            ["consentToToShareInfoWithOthers"] = true,
            ["consentToContact"] = random.Next(2) == 0,
            ["consentToShareReferralWithMicrosoftSellers"] = random.Next(2) == 0,
        },
        ["details"] = new JsonObject
        {
            ["notes"] = Text(random),
            ["dealValue"] = random.Next(2) == 0 ? random.Next(1_000_000) / 100m : null,
            ["currency"] = "USD",
            ["closingDateTime"] = "2030-01-31T00:00:00Z",
            ["requirements"] = new JsonObject
            {
                ["industries"] = new JsonArray(),
                ["solutions"] = new JsonArray(
                    new JsonObject { ["id"] = "SOL-10001-AAA", ["type"] = "Name", ["price"] = null, ["unheardOf"] = true }),
                ["offers"] = new JsonArray(new JsonObject { ["x"] = 1 }),
            },
            ["unheardOf"] = new JsonObject { ["deep"] = new JsonArray(1, "two", null) },
        },
        ["team"] = People(random),
        ["unheardOf"] = Text(random),
    };

    public static Referral Changed(Referral deal, Random random)
    {
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            deal = Changes[random.Next(Changes.Length)](deal, random);
        }

        return deal;
    }

    private static Referral With(Referral deal, Func<ReferralRequirements, ReferralRequirements> change) =>
        deal with { Details = deal.Details! with { Requirements = change(deal.Details.Requirements!) } };

    private static string? Text(Random random) => Pick(random, Texts);

    private static T Pick<T>(Random random, T[] from) => from[random.Next(from.Length)];

    private static IReadOnlyList<Member> Team(IReadOnlyList<Member> team, Random random) => random.Next(4) switch
    {
        0 => [],
        1 => [.. team, new Member { FirstName = Text(random), Email = "ada@example.com" }],
        2 => [.. team.Reverse()],
        _ => [.. team.Select(member => member with { PhoneNumber = "5550100" })],
    };

    private static JsonArray People(Random random) => new([.. Enumerable.Range(0, random.Next(3)).Select(number => new JsonObject
    {
        ["firstName"] = Text(random),
        ["lastName"] = null,
        ["email"] = $"person{number}@example.com",
        ["contactPreference"] = new JsonObject { ["locale"] = "en-us", ["disableNotifications"] = null },
        ["unheardOf"] = random.Next(),
    })]);
}
