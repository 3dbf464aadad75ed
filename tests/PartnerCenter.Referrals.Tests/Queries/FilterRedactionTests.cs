namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that the text of a filter shows its structure and none of its values.</summary>
public sealed class FilterRedactionTests
{
    private const string Secret = "Planted";

    private static readonly ReferralFilter Planted = ReferralFilter.CustomerProfileCountry == Secret;

    public static TheoryData<ReferralFilter, string> Filters => new()
    {
        { ReferralFilter.Status == ReferralStatus.New, "status eq …" },
        { ReferralFilter.EngagementId != Guid.Parse("a0000000-0000-0000-0000-00000000000b"), "engagementId ne …" },
        { ReferralFilter.UpdatedSince(DateTimeOffset.UnixEpoch), "updatedDateTime ge …" },
        { ReferralFilter.Status.In(ReferralStatus.New, ReferralStatus.Active), "(status eq … or status eq …)" },
        { ReferralFilter.TeamMemberEmail.Contains("planted@example.com"), "team/any(t: t/email eq …)" },
        { !Planted, "not (customerProfile/address/country eq …)" },
        {
            (Planted | ReferralFilter.Status == ReferralStatus.New) & !ReferralFilter.TeamMemberEmail.Contains("planted@example.com"),
            "(customerProfile/address/country eq … or status eq …) and not (team/any(t: t/email eq …))"
        },
        { ReferralFilter.From($"externalReferenceId eq {Secret}"), "externalReferenceId eq …" },
        {
            ReferralFilter.From($"externalReferenceId eq {(string?)null} and name ne {"O'Planted"}"),
            "externalReferenceId eq null and name ne …"
        },
        {
            ReferralFilter.From($"details/dealValue eq {4711} or details/dealValue eq {47.11m} or favorite eq {true}"),
            "details/dealValue eq … or details/dealValue eq … or favorite eq …"
        },
        { ReferralFilter.Raw("name eq 'Planted''s' and dealValue gt 4711"), "name eq … and dealValue gt …" },
        { ReferralFilter.Raw("name eq 'Planted and others' or status in ('Planted', 'x')"), "name eq … or status in (…, …)" },
        { ReferralFilter.Raw("status in (Planted, Planted)"), "status in (…, …)" },
        { ReferralFilter.Raw("name eq Planted"), "name eq …" },
        { ReferralFilter.Raw("engagementId eq a0000000-0000-0000-0000-00000000000b"), "engagementId eq …" },
        { ReferralFilter.Raw("'Planted' eq name or 4711 eq  dealValue"), "… eq name or … eq dealValue" },
        {
            ReferralFilter.Raw("contains(tolower(name), 'Planted') and details/dealValue add 4711 gt -5"),
            "contains(tolower(name), …) and details/dealValue add … gt …"
        },
        { ReferralFilter.Raw("startswith(name, 'Planted') and team/$count gt 1"), "startswith(name, …) and team/$count gt …" },
        { ReferralFilter.Raw("team/any() and NOT favorite"), "team/any() and NOT favorite" },
        { ReferralFilter.Raw("team/any(t:t/email eq 'planted@example.com')"), "team/any(t:t/email eq …)" },
        { ReferralFilter.Raw("planted@example.com"), "…" },
        { ReferralFilter.Raw("Planted"), "…" },
        { ReferralFilter.Raw("tolower(name) eq 'x'"), "tolower(name) eq …" },
        { ReferralFilter.Raw("details/requirements/solutions/any(s:s/id eq 'x')"), "details/requirements/solutions/any(s:s/id eq …)" },
        { ReferralFilter.Raw("customerProfile/address/planted eq 1"), "… eq …" },
        { ReferralFilter.Raw("$count gt 1"), "… gt …" },
        { ReferralFilter.Raw(" status eq 'New'"), "status eq …" },
        // A value that lost its quotes is no field, operator or function.
        { ReferralFilter.Raw("Planted eq name"), "… eq name" },
        { ReferralFilter.Raw("contains(Planted,name)"), "contains(…,name)" },
        { ReferralFilter.Raw("contains(name,Planted)"), "contains(name,…)" },
        { ReferralFilter.Raw("name eq 'x' and Planted(Planted)"), "name eq … and …(…)" },
        { ReferralFilter.Raw("Planted("), "…(" },
        { ReferralFilter.Raw("name(Planted)"), "…(…)" },
        { ReferralFilter.Raw("any eq tolower"), "… eq …" },
        { ReferralFilter.Raw("Planted/any(p:p/planted eq Planted)"), "…(… eq …)" },
        { ReferralFilter.Raw("team/any(Planted: Planted/email eq 1)"), "team/any(… eq …)" },
        { ReferralFilter.Raw("duration'Planted' eq name"), "… eq name" },
        // The same holds for malformed text, in which quotes are no guide.
        { ReferralFilter.Raw("name eq 'O'Planted'"), "name eq …" },
        { ReferralFilter.Raw("name eq 'O'Planted' or name eq 'x'"), "name eq …" },
        { ReferralFilter.Raw("name eq 'O'Planted and planted'"), "name eq … and …" },
        { ReferralFilter.Raw("name eq 'x' Planted"), "name eq …" },
        { ReferralFilter.Raw("name eq 'x' or Planted 'y' and status eq 'New'"), "name eq … or … and status eq …" },
        { ReferralFilter.Raw("name eq 'x' (Planted eq 1)"), "name eq … (… eq …)" },
        { ReferralFilter.Raw("name eq 'Planted"), "name eq …" },
        { ReferralFilter.Raw("name eq Ada Planted"), "name eq …" },
        { ReferralFilter.Raw("name eq 'x' or Planted"), "name eq … or …" },
        { ReferralFilter.Raw("name eq Planted\u00A0x"), "name eq …" },
        { ReferralFilter.Raw("Ada Planted"), "…" },
    };

    [Theory]
    [InlineData("and or not eq ne lt le gt ge has in add sub mul div divby mod null")]
    [InlineData("AND Or nOT EQ")]
    public void Each_operator_is_shown(string operators) => Assert.All(
        operators.Split(' '), name => Assert.Equal($"status {name} …", ReferralFilter.Raw($"status {name} 'Planted'").ToString()));

    [Theory]
    [InlineData("any all contains startswith endswith matchespattern length indexof substring concat tolower toupper trim")]
    [InlineData("year month day hour minute second fractionalseconds totalseconds totaloffsetminutes date time now mindatetime")]
    [InlineData("maxdatetime round floor ceiling cast isof")]
    public void Each_function_is_shown_where_it_is_called(string functions) => Assert.All(functions.Split(' '), name =>
    {
        Assert.Equal($"{name}(status) eq …", ReferralFilter.Raw($"{name}(status) eq 'Planted'").ToString());
        Assert.Equal("status eq …", ReferralFilter.Raw($"status eq {name}").ToString());
    });

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(Filters))]
    public void A_filter_shows_its_structure_without_values(ReferralFilter filter, string expected) =>
        Assert.Equal(expected, filter.ToString());

    [Fact]
    public void No_planted_value_shows_whatever_its_characters_and_however_filters_are_combined()
    {
        string[] pieces =
            ["planted", "'", "''", " or ", " and planted eq ", "(", ")", ",", "\t", "\u00A0", "é", "😀", "null", "0", "-", ".", "@", "/",
                ":"];
        Random random = new(20300102);
        for (int i = 0; i < 5_000; i++)
        {
            string value = string.Concat(random.GetItems(pieces, random.Next(1, 6))) + "planted";
            ReferralFilter one = random.Next(4) switch
            {
                0 => ReferralFilter.CustomerProfileCountry == value,
                1 => ReferralFilter.CustomerProfileCountry.In(value, value),
                2 => ReferralFilter.TeamMemberEmail.Contains(value),
                _ => ReferralFilter.From($"externalReferenceId eq {value} or contains(name, {value})"),
            };
            ReferralFilter filter = random.Next(3) switch { 0 => !one, 1 => one & !Planted, _ => one | ReferralFilter.AwaitingAnswer };

            Assert.DoesNotContain("planted", filter.ToString(), StringComparison.OrdinalIgnoreCase);
            // The text is well formed for any value, so it is not cut off.
            Assert.EndsWith(filter.Text[^1] == ')' ? ")" : "…", filter.ToString(), StringComparison.Ordinal);
        }
    }
}
