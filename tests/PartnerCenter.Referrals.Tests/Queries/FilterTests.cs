using System.Net;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests the text of typed filters (wire contract 2.3), and what is sent.</summary>
public sealed class FilterTests
{
    public static TheoryData<ReferralFilter, string> Filters => new()
    {
        { ReferralFilter.EngagementId == Guid.Parse("00000000-0000-0000-0000-000000000001"), "engagementId eq "
            + "'00000000-0000-0000-0000-000000000001'" },
        { ReferralFilter.ForEngagement("00000000-0000-0000-0000-000000000001"), "engagementId eq '00000000-0000-0000-0000-000000000001'" },
        { ReferralFilter.Status == ReferralStatus.New & ReferralFilter.Qualification == ReferralQualification.SalesQualified, "status eq "
            + "'New' and qualification eq 'SalesQualified'" },
        { ReferralFilter.Substatus != ReferralSubstatus.Won, "substatus ne 'Won'" },
        { ReferralFilter.Type == new ReferralType("Of tomorrow's"), "type eq 'Of tomorrow''s'" },
        {
            ReferralFilter.CustomerProfileCountry == "US" & ReferralFilter.Direction == ReferralDirection.Incoming,
            "customerProfile/address/country eq 'US' and direction eq 'Incoming'"
        },
        {
            ReferralFilter.CustomerProfileCountry.In("US", "DE"),
            "(customerProfile/address/country eq 'US' or customerProfile/address/country eq 'DE')"
        },
        { ReferralFilter.CustomerProfileCountry.In("US"), "customerProfile/address/country eq 'US'" },
        { ReferralFilter.TeamMemberEmail.Contains("a'b@example.com"), "team/any(t: t/email eq 'a''b@example.com')" },
        { ReferralFilter.UpdatedSince(new DateTimeOffset(
            2030, 1, 1, 2, 0, 0, TimeSpan.FromHours(2))), "updatedDateTime ge 2030-01-01T00:00:00Z" },
        { ReferralFilter.UpdatedDateTime < DateTimeOffset.UnixEpoch.AddTicks(1), "updatedDateTime lt 1970-01-01T00:00:00.0000001Z" },
        { ReferralFilter.UpdatedDateTime > DateTimeOffset.UnixEpoch, "updatedDateTime gt 1970-01-01T00:00:00Z" },
        { ReferralFilter.UpdatedDateTime <= DateTimeOffset.UnixEpoch, "updatedDateTime le 1970-01-01T00:00:00Z" },
        { ReferralFilter.UpdatedDateTime == DateTimeOffset.UnixEpoch, "updatedDateTime eq 1970-01-01T00:00:00Z" },
        { ReferralFilter.UpdatedDateTime != DateTimeOffset.UnixEpoch, "updatedDateTime ne 1970-01-01T00:00:00Z" },
        { !(ReferralFilter.Status == ReferralStatus.New), "not (status eq 'New')" },
        { !!(ReferralFilter.Status == ReferralStatus.New), "not (not (status eq 'New'))" },
        {
            (ReferralFilter.Status == ReferralStatus.New | ReferralFilter.Status == ReferralStatus.Active) & ReferralFilter.Direction
                == ReferralDirection.Incoming,
            "(status eq 'New' or status eq 'Active') and direction eq 'Incoming'"
        },
        { ReferralFilter.Raw("name eq 'x' or name eq 'y'") & ReferralFilter.Status == ReferralStatus.New, "(name eq 'x' or name eq 'y') "
            + "and status eq 'New'" },
        { ReferralFilter.AwaitingAnswer, "direction eq 'Incoming' and status eq 'New'" },
        { ReferralFilter.CoSellOpportunities, "type eq 'Shared' and (qualification eq 'SalesQualified' or qualification eq 'None')" },
        {
            ReferralFilter.QualifiedLeads,
            "(type eq 'Independent' and direction eq 'Incoming') and (qualification eq 'SalesQualified' or qualification eq "
                + "'MarketingQualified')"
        },
    };

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(Filters))]
    public async Task A_filter_is_what_the_service_reads(ReferralFilter filter, string expected)
    {
        using MockedService service = new();
        service.RespondsWith(HttpStatusCode.OK, ReferralJson.Page([]));

        await service.Client().ListAsync(new ReferralQuery { Filter = filter }).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            "?$filter=" + Uri.EscapeDataString(expected),
            new Uri(service.Only.Url).GetComponents(UriComponents.Query | UriComponents.KeepDelimiter, UriFormat.UriEscaped));
    }

    [Fact]
    public void What_would_mean_nothing_is_refused_by_name()
    {
        Assert.Throws<ArgumentException>("value", () => ReferralFilter.Status == new ReferralStatus(""));
        Assert.Throws<ArgumentNullException>("value", () => ReferralFilter.Status == null!);
        Assert.Throws<ArgumentException>("value", () => ReferralFilter.Status != new ReferralStatus(""));
        Assert.Throws<ArgumentNullException>("value", () => ReferralFilter.Status != null!);
        Assert.Throws<ArgumentException>("value", () => ReferralFilter.CustomerProfileCountry == "");
        ArgumentException half = Assert.Throws<ArgumentException>("value", () => ReferralFilter.CustomerProfileCountry == "\uD800");
        Assert.Contains("surrogate pair", half.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>("value", () => ReferralFilter.CustomerProfileCountry == null!);
        Assert.Throws<ArgumentNullException>("values", () => ReferralFilter.Status.In(ReferralStatus.New, null!));
        Assert.Throws<ArgumentNullException>("values", () => ReferralFilter.Status.In(null!));
        Assert.Throws<ArgumentException>("values", () => ReferralFilter.Status.In(ReferralStatus.New, new ReferralStatus("")));
        Assert.Throws<ArgumentException>("values", () => ReferralFilter.CustomerProfileCountry.In("US", "\uD800"));
        Assert.Throws<ArgumentException>("email", () => ReferralFilter.TeamMemberEmail.Contains(""));
        Assert.Throws<ArgumentException>("email", () => ReferralFilter.TeamMemberEmail.Contains("\uD800"));
        Assert.Throws<ArgumentNullException>("email", () => ReferralFilter.TeamMemberEmail.Contains(null!));
        ArgumentException none = Assert.Throws<ArgumentException>("values", () => ReferralFilter.Status.In());
        Assert.Contains("at least one value", none.Message, StringComparison.Ordinal);
        ArgumentException noGuid = Assert.Throws<ArgumentException>("engagementId", () => ReferralFilter.ForEngagement("x"));
        Assert.Contains("An engagement's id", noGuid.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("text", () => ReferralFilter.Raw(" "));
        Assert.Throws<ArgumentNullException>("text", () => ReferralFilter.Raw(null!));
        Assert.Throws<ArgumentNullException>("right", () => ReferralFilter.AwaitingAnswer & null!);
        Assert.Throws<ArgumentNullException>("left", () => null! | ReferralFilter.AwaitingAnswer);
        Assert.Throws<ArgumentNullException>("filter", () => !(ReferralFilter)null!);
    }

    [Fact]
    public void The_text_of_a_field_is_its_JSON_name()
    {
        Assert.Equal("customerProfile/address/country", ReferralFilter.CustomerProfileCountry.ToString());
        Assert.Equal("updatedDateTime", ReferralFilter.UpdatedDateTime.ToString());
        Assert.Equal("team/email", ReferralFilter.TeamMemberEmail.ToString());
    }

    [Fact]
    public void A_field_is_compared_and_ordered_by_under_its_own_path()
    {
        Assert.Equal("a/b eq 'x'", (new ReferralFilterField<string>("a/b", text => text) == "x").Text);
        Assert.Equal("a/any(t: t/b eq 'x')", new ReferralFilterTeamField("a", "b").Contains("x").Text);
        Assert.Equal("a asc", new ReferralOrderField("a").Ascending.ToString());
        Assert.Equal("a desc", new ReferralOrderField("a").Descending.ToString());
    }

    public static TheoryData<string?, string?, string?, bool, bool, ReferralKind> Kinds => new()
    {
        { "Independent", "Direct", null, false, false, ReferralKind.DirectLead },
        { "Independent", "Direct", "msft", false, false, ReferralKind.DirectLead },
        { "Independent", "SalesQualified", "msft", false, false, ReferralKind.QualifiedLead },
        { "independent", "marketingqualified", "MSFT", false, false, ReferralKind.QualifiedLead },
        { "Independent", "None", "msft", false, false, ReferralKind.Unknown },
        { "Independent", "SalesQualified", "own", false, false, ReferralKind.PrivateDeal },
        { "Independent", "SalesQualified", "own", true, false, ReferralKind.PartnerLedDeal },
        { "Independent", "MarketingQualified", "own", false, false, ReferralKind.Unknown },
        { "Shared", "SalesQualified", "own", true, false, ReferralKind.CoSellDeal },
        { "Shared", "SalesQualified", "msft", true, false, ReferralKind.CoSellDeal },
        { "Shared", "SalesQualified", "own", true, true, ReferralKind.ServicesCoSellDeal },
        { "Of tomorrow", "SalesQualified", "own", true, false, ReferralKind.Unknown },
        { null, null, null, false, false, ReferralKind.Unknown },
    };

    [Theory, MemberData(nameof(Kinds))]
    public void A_records_kind_is_read_back(
        string? type, string? qualification, string? invitedBy, bool isVisible, bool hasRole, ReferralKind expected)
    {
        Referral referral = new()
        {
            Type = type is null ? null : new ReferralType(type),
            Qualification = qualification is null ? null : new ReferralQualification(qualification),
            InviteContext = invitedBy is null ? null : new InviteContext { InvitedBy = new InvitedBy { OrganizationId = invitedBy } },
            Consent = new Consent { ConsentToShareReferralWithMicrosoftSellers = isVisible },
            Details = new ReferralDetails
            {
                Requirements = new ReferralRequirements
                {
                    AdditionalRequirements =
                        new AdditionalRequirements { Attributes = hasRole ? [RequirementAttribute.PartnerRole("R")] : [] },
                },
            },
        };

        Assert.Equal(expected, referral.Kind);
    }

    [Fact]
    public void An_order_has_the_text_that_is_sent() => Assert.Equal(
        ["createdDateTime asc", "createdDateTime desc", "updatedDateTime asc", "updatedDateTime desc"],
        new[]
        {
            ReferralOrder.CreatedDateTime.Ascending, ReferralOrder.CreatedDateTime.Descending,
            ReferralOrder.UpdatedDateTime.Ascending, ReferralOrder.UpdatedDateTime.Descending,
        }.Select(order => order.ToString()));
}
