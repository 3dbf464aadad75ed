using System.Text.Json.Nodes;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Tests with generated filters and values that the service returns what the same predicate selects in C#.</summary>
public sealed class FilterPropertyTests
{
    private const int Records = 60;
    private const int Filters = 2_000;

    // Quotes, characters with a meaning in URLs, non-ASCII text, emoji, control characters.
    private static readonly string[] Texts =
    [
        "US", "DE", "O'Brien", "''", "'", "a&b", "a+b", "a b", "a/b", "100%", "%27", "#1", "?", "=", "ü", "Ω", "日本", "😀", "e\u0301",
        "\u0001", "\t", "\r\n",
        "\"", "\\", "a,b", "(x)", "eq", "null", "true", "1", "$filter", "\u200B", "\uFEFF", "z' or status eq 'New",
    ];

    private static readonly ReferralStatus[] Statuses = [ReferralStatus.New, ReferralStatus.Active, ReferralStatus.Closed];
    private static readonly ReferralDirection[] Directions = [ReferralDirection.Incoming, ReferralDirection.Outgoing];

    private readonly Random _random = new(20300101);

    [Fact]
    public async Task Two_thousand_generated_filters_match_the_same_predicates_in_memory()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(cancellationToken: cancellation);
        for (int i = 0; i < Records; i++)
        {
            emulator.AddReferral(Record());
        }

        using ReferralsClient client = Deals.ClientOf(emulator);
        List<Referral> all = await client.ListAsync(cancellationToken: cancellation).ToListAsync(cancellation);
        Assert.Equal(Records, all.Count);

        int found = 0;
        for (int i = 0; i < Filters; i++)
        {
            (ReferralFilter filter, Func<Referral, bool> predicate, string text) = Generated(depth: 3);
            string[] expected = [.. all.Where(predicate).Select(referral => referral.Id).Order()];
            string[] actual = [
                .. (await client.ListAsync(new ReferralQuery { Filter = filter }).ToListAsync(cancellation)).Select(
                    referral => referral.Id).Order()];
            Assert.True(expected.SequenceEqual(actual), $"Filter {i}: {text} found {actual.Length} in place of {expected.Length}.");
            found += actual.Length;
        }

        // Filters that match nothing or everything would prove little.
        Assert.InRange(found, Filters * Records / 20, Filters * Records * 19 / 20);
    }

    [Fact]
    public async Task What_awaits_an_answer_is_incoming_and_new_whatever_its_substatus()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(cancellationToken: cancellation);
        (string Status, string? Substatus, string Direction)[] records =
        [
            ("New", "Pending", "Incoming"), ("New", "Received", "Incoming"), ("New", null, "Incoming"), ("New", "Of tomorrow", "Incoming"),
            ("New", "Pending", "Outgoing"), ("Active", "Accepted", "Incoming"), ("Closed", "Declined", "Incoming"),
        ];
        foreach ((string status, string? substatus, string direction) in records)
        {
            emulator.AddReferral(new JsonObject { ["status"] = status, ["substatus"] = substatus, ["direction"] = direction });
        }

        using ReferralsClient client = Deals.ClientOf(emulator);
        ReferralQuery query = new() { Filter = ReferralFilter.AwaitingAnswer, OrderBy = ReferralOrder.CreatedDateTime.Ascending };
        List<Referral> found = await client.ListAsync(query, cancellationToken: cancellation).ToListAsync(cancellation);

        string?[] expected = ["Pending", "Received", null, "Of tomorrow"];
        Assert.Equal(expected.Order(), found.Select(referral => referral.Substatus?.Value).Order());
        Assert.All(found, referral => Assert.Equal(ReferralStatus.New, referral.Status));
        Assert.All(found, referral => Assert.Equal(ReferralDirection.Incoming, referral.Direction));
    }

    private JsonObject Record() => new()
    {
        ["status"] = Pick(Statuses).Value,
        ["direction"] = Pick(Directions).Value,
        ["engagementId"] = Engagement().ToString(),
        ["updatedDateTime"] = Time().UtcDateTime.ToString(
            "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", System.Globalization.CultureInfo.InvariantCulture),
        ["customerProfile"] = new JsonObject { ["address"] = new JsonObject { ["country"] = Pick(Texts) } },
        ["team"] = new JsonArray([.. Enumerable.Range(0, _random.Next(3)).Select(_ => new JsonObject { ["email"] = Pick(Texts) })]),
    };

    private (ReferralFilter Filter, Func<Referral, bool> Predicate, string Text) Generated(int depth)
    {
        if (depth == 0 || _random.Next(4) == 0)
        {
            return Comparison();
        }

        (ReferralFilter left, Func<Referral, bool> isLeft, string leftText) = Generated(depth - 1);
        switch (_random.Next(3))
        {
            case 0:
                return (!left, referral => !isLeft(referral), $"!({leftText})");
            case 1:
                (ReferralFilter and, Func<Referral, bool> isAnd, string andText) = Generated(depth - 1);
                return (left & and, referral => isLeft(referral) && isAnd(referral), $"({leftText}) & ({andText})");
            default:
                (ReferralFilter or, Func<Referral, bool> isOr, string orText) = Generated(depth - 1);
                return (left | or, referral => isLeft(referral) || isOr(referral), $"({leftText}) | ({orText})");
        }
    }

    private (ReferralFilter Filter, Func<Referral, bool> Predicate, string Text) Comparison()
    {
        string text = Pick(Texts);
        string shown = Shown(text);
        string[] several = [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Pick(Texts))];
        ReferralStatus status = Pick(Statuses);
        ReferralDirection direction = Pick(Directions);
        Guid engagement = Engagement();
        DateTimeOffset time = Time();
        return _random.Next(17) switch
        {
            0 => (ReferralFilter.Status == status, referral => referral.Status == status, $"status == {status}"),
            1 => (ReferralFilter.Status != status, referral => referral.Status != status, $"status != {status}"),
            2 => (ReferralFilter.Direction == direction, referral => referral.Direction == direction, $"direction == {direction}"),
            3 => (ReferralFilter.EngagementId == engagement, referral => Guid.Parse(referral.EngagementId) == engagement,
                $"engagement == {engagement}"),
            4 => (ReferralFilter.CustomerProfileCountry == text, referral => Country(referral) == text, $"country == {shown}"),
            5 => (ReferralFilter.CustomerProfileCountry != text, referral => Country(referral) != text, $"country != {shown}"),
            6 => (
                ReferralFilter.CustomerProfileCountry.In(several),
                referral => several.Contains(Country(referral)),
                $"country in {string.Join(", ", several.Select(Shown))}"),
            7 => (ReferralFilter.TeamMemberEmail.Contains(text), referral => referral.Team.Any(member => member.Email == text),
                $"team has {shown}"),
            8 => (ReferralFilter.UpdatedDateTime < time, referral => referral.UpdatedDateTime < time, $"updated < {time:O}"),
            9 => (ReferralFilter.UpdatedDateTime > time, referral => referral.UpdatedDateTime > time, $"updated > {time:O}"),
            10 => (ReferralFilter.UpdatedDateTime <= time, referral => referral.UpdatedDateTime <= time, $"updated <= {time:O}"),
            11 => (ReferralFilter.UpdatedSince(time), referral => referral.UpdatedDateTime >= time, $"updated >= {time:O}"),
            12 => (ReferralFilter.From($"status eq {status}"), referral => referral.Status == status, $"from status == {status}"),
            13 => (
                ReferralFilter.From($"customerProfile/address/country in ({text},{several[0]})"),
                referral => Country(referral) == text || Country(referral) == several[0],
                $"from country in {shown}, {Shown(several[0])}"),
            14 => (
                ReferralFilter.From($"engagementId eq {engagement}"),
                referral => Guid.Parse(referral.EngagementId) == engagement,
                $"from engagement == {engagement}"),
            15 => (
                ReferralFilter.From($"updatedDateTime ge {time} and not (customerProfile/address/country eq {text})"),
                referral => referral.UpdatedDateTime >= time && Country(referral) != text,
                $"from updated >= {time:O} and country != {shown}"),
            _ => (ReferralFilter.UpdatedDateTime == time, referral => referral.UpdatedDateTime == time, $"updated == {time:O}"),
        };
    }

    private static string? Country(Referral referral) => referral.CustomerProfile?.Address?.Country;

    // A failure prints this text.
    private static string Shown(string text)
    {
        IEnumerable<string> runes = text.EnumerateRunes()
            .Select(rune => rune.Value is > 31 and < 127 ? rune.ToString() : $"\\u{{{rune.Value:X}}}");
        return $"\"{string.Concat(runes)}\"";
    }

    private T Pick<T>(T[] values) => values[_random.Next(values.Length)];

    private Guid Engagement() => new(_random.Next(5), 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);

    // The dates are few enough to be equal at times, and have fractions of all lengths.
    private DateTimeOffset Time() =>
        new DateTimeOffset(2029, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(_random.Next(8)).AddTicks(Pick([0L, 1, 10, 1_000, 5_000_000]));
}
