using System.Buffers;
using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace PartnerCenter.Referrals.Tests.Serialization;

/// <summary>Tests how the service's JSON is read, quirks included.</summary>
public class ReadingTests
{
    [Fact]
    public void Reads_a_whole_referral_to_the_last_member()
    {
        Referral read = Read(ReferralJson.Full);

        Assert.Equal(ReferralJson.Id, read.Id);
        Assert.Equal(ReferralJson.EngagementId, read.EngagementId);
        Assert.Equal(ReferralJson.ETag, read.ETag);
        Assert.False(read.IsDraft);
        Assert.Equal(ReferralSubstatus.Accepted, read.Substatus);
        Assert.Equal(125000.50m, read.Details?.DealValue);
        Assert.Equal("SOL-12345-ABC", Assert.Single(read.Target).Id);
        Assert.Equal(CustomerSize.From10To50, read.CustomerProfile?.Size);
        Assert.Equal("Ada", Assert.Single(read.CustomerProfile!.Team).FirstName);
        Assert.False(read.CustomerProfile.Team[0].ContactPreference?.DisableNotifications);
        Assert.Equal(CustomerProfileIdType.Duns, Assert.Single(read.CustomerProfile.Ids).ProfileType);
        Assert.Equal(new SolutionType("3P"), Assert.Single(read.Details!.Requirements!.Solutions).SolutionType);
        Assert.Equal(
            RequirementAttribute.CustomerMarketplaceIntent(CustomerMarketplaceIntent.HaveNotDecided),
            Assert.Single(read.Details.Requirements.AdditionalRequirements!.Attributes));
        Assert.Equal(AssistanceRequestCode.ProofOfConceptOrDemo, read.InviteContext?.AssistanceRequestCode);
        DealRegistration registration = Assert.Single(read.Registrations);
        Assert.Equal(ContractTerm.Finite, registration.Contract?.Term);
        Assert.True(Assert.Single(registration.SolutionDetails).MarketplaceTransactionDetails?.IsMarketplaceTransacted);
    }

    [Fact]
    public void Knows_every_member_of_the_full_record_at_every_depth_but_the_annotation() =>
        Assert.Equal(["@odata.context"], UnknownIn(Read(ReferralJson.Full)));

    // Wire contract 3: dates are ISO 8601 in UTC with up to 7 fraction digits; an empty text occurs where null would be expected.
    [Theory]
    [InlineData("2024-03-12T09:15:30.1234567Z", "2024-03-12T09:15:30.1234567Z")]
    [InlineData("2024-03-12T09:15:30.123456Z", "2024-03-12T09:15:30.123456Z")]
    [InlineData("2024-03-12T09:15:30Z", "2024-03-12T09:15:30Z")]
    [InlineData("2024-03-12T09:15:30.100Z", "2024-03-12T09:15:30.1Z")]
    [InlineData("2024-03-12T11:15:30+02:00", "2024-03-12T09:15:30Z")]
    [InlineData("2024-03-11T23:15:30-10:00", "2024-03-12T09:15:30Z")]
    [InlineData("2024-03-12T11:15:30.5+0200", "2024-03-12T09:15:30.5Z")]
    [InlineData("2024-03-12T09:15:30", "2024-03-12T09:15:30Z")]
    [InlineData("2024-03-12T09:15Z", "2024-03-12T09:15:00Z")]
    [InlineData("2024-03-12T11:15+02:00", "2024-03-12T09:15:00Z")]
    [InlineData("2024-03-12 09:15:30Z", "2024-03-12T09:15:30Z")]
    [InlineData("2024-03-12", "2024-03-12T00:00:00Z")]
    [InlineData("20240312T091530Z", "2024-03-12T09:15:30Z")]
    [InlineData("20240312T091530.5Z", "2024-03-12T09:15:30.5Z")]
    [InlineData("2024-03-12 09:15:30.25", "2024-03-12T09:15:30.25Z")]
    [InlineData(" 20240312T111530+0200 ", "2024-03-12T09:15:30Z")]
    [InlineData("20240312", "2024-03-12T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.9999999Z")]
    public void Reads_any_ISO_8601_date_as_UTC_and_writes_its_shortest_form_with_Z(string wire, string written)
    {
        Referral read = Read(ReferralJson.FullWith("createdDateTime", wire));

        Assert.Equal(TimeSpan.Zero, read.CreatedDateTime!.Value.Offset);
        Assert.Equal(written, (string?)Replaced(read)["createdDateTime"]);
    }

    [Fact]
    public void Refuses_an_empty_text_where_a_date_must_be()
    {
        Assert.Equal(DateTimeOffset.UnixEpoch, JsonSerializer.Deserialize("\"1970-01-01\"", ReferralsJson.ForCreate<DateTimeOffset>()));
        Assert.Equal(
            "Expected a date, but found an empty string.",
            Assert.Throws<JsonException>(() => JsonSerializer.Deserialize("\"\"", ReferralsJson.ForCreate<DateTimeOffset>())).Message);
    }

    [Fact]
    public void Writes_a_date_of_the_caller_in_another_offset_as_UTC()
    {
        var offset = new DateTimeOffset(2030, 1, 31, 1, 0, 0, TimeSpan.FromHours(2));

        Assert.Equal("2030-01-30T23:00:00Z", (string?)Replaced(new Referral { ClosedDateTime = offset })["closedDateTime"]);
    }

    [Theory]
    [InlineData("expirationDateTime")]
    [InlineData("details.closingDateTime")]
    [InlineData("details.dealValue")]
    [InlineData("details.customerRequestedContact")]
    [InlineData("favorite")]
    [InlineData("consent.consentToContact")]
    public void Takes_an_empty_text_where_a_date_a_number_or_a_flag_belongs_for_null(string path)
    {
        foreach (string empty in (string[])["", " "])
        {
            JsonNode written = Replaced(Read(ReferralJson.FullWith(path, empty)));

            Assert.Null(path.Split('.').Aggregate(written, (at, name) => at[name]!));
        }
    }

    [Theory]
    [InlineData("\"25000\"", "25000")] // wire contract 3.6: a text of digits in the patch sample
    [InlineData("\"25000.75\"", "25000.75")]
    [InlineData("25000.00", "25000.00")]
    [InlineData("1e3", "1000")]
    [InlineData("-0.01", "-0.01")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335")]
    public void Reads_a_number_also_as_a_text_and_writes_a_number_of_the_same_value(string wire, string written)
    {
        Referral read = Read($$"""{ "details": { "dealValue": {{wire}} } }""");

        Assert.Equal(written, Replaced(read)["details"]!["dealValue"]!.ToJsonString());
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("\"true\"", true)] // wire contract 3.5: the samples of 2018 send texts
    [InlineData("\"False\"", false)]
    public void Reads_a_flag_also_as_a_text_and_writes_a_flag(string wire, bool flag)
    {
        Referral read = Read($$"""{ "consent": { "consentToContact": {{wire}} } }""");

        Assert.Equal(flag, read.Consent?.ConsentToContact);
        Assert.Equal(flag ? "true" : "false", Replaced(read)["consent"]!["consentToContact"]!.ToJsonString());
    }

    [Fact]
    public void Reads_the_doubled_To_of_the_consent() // wire contract 3.5
    {
        Referral read = Read("""{ "consent": { "consentToToShareInfoWithOthers": true } }""");

        Assert.True(read.Consent?.ConsentToShareInfoWithOthers);
        Assert.True((bool?)Replaced(read)["consent"]!["consentToToShareInfoWithOthers"]);
    }

    [Fact]
    public void Reads_a_lead_whose_consent_holds_one_flag_only() // wire contract 3.5
    {
        Referral read = Read("""{ "consent": { "consentToContact": true } }""");

        Assert.Equal(new Consent { ConsentToContact = true }, read.Consent);
    }

    [Fact]
    public void Takes_the_empty_object_of_older_samples_for_an_empty_list_and_writes_a_list() // wire contract 10 #12
    {
        Referral read = Read(ReferralJson.FullWith("customerProfile.ids", new JsonObject()));

        Assert.Empty(read.CustomerProfile!.Ids);
        Assert.Equal("[]", Replaced(read)["customerProfile"]!["ids"]!.ToJsonString());
    }

    [Fact]
    public void Refuses_an_object_that_holds_something_in_a_lists_place_instead_of_losing_it()
    {
        string json = ReferralJson.FullWith("customerProfile.ids", new JsonObject { ["duns"] = "000000001" });

        var refused = Assert.Throws<JsonException>(() => Read(json));

        Assert.Equal("$.customerProfile.ids", refused.Path);
        Assert.StartsWith("Expected an array.", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("000000001", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_absent_offers_and_registrations_as_empty() // wire contract 3: sometimes missing
    {
        Referral read = Read(ReferralJson.FullWith(referral =>
        {
            referral.Remove("registrations");
            referral["details"]!["requirements"]!.AsObject().Remove("offers");
        }));

        Assert.Empty(read.Registrations);
        Assert.Empty(read.Details!.Requirements!.Offers);
    }

    [Fact]
    public void Keeps_HTML_raw() // wire contract 10 #33
    {
        Referral read = Read(ReferralJson.Full);

        Assert.Equal("Fabrikam &amp; Sons", read.CustomerProfile?.Name);
        Assert.Equal("Moves its warehouse <b>this year</b>.", read.Details?.Notes);
        Assert.Equal("Fabrikam &amp; Sons", (string?)Replaced(read)["customerProfile"]!["name"]);
    }

    [Theory]
    [InlineData("1234567", "1234567")]
    [InlineData("12.50", "12.50")]
    [InlineData("true", "true")]
    public void Keeps_the_text_of_a_number_or_a_flag_in_place_of_a_text(string wire, string text)
    {
        Assert.Equal(text, Read($$"""{ "mpnId": {{wire}} }""").MpnId);
        Assert.Equal(text, Read($$"""{ "salesStage": {{wire}} }""").SalesStage?.Value); // wire contract 10 #13
    }

    [Fact]
    public void Refuses_a_null_among_the_items_of_a_list_but_not_of_one_of_unknown_shape()
    {
        var refused = Assert.Throws<JsonException>(() => Read("""{ "team": [ { "title": "b" }, null ] }"""));
        Referral read = Read("""{ "details": { "requirements": { "offers": [null, 1] } } }""");

        Assert.Contains("Item 1", refused.Message, StringComparison.Ordinal);
        Assert.Equal([JsonValueKind.Null, JsonValueKind.Number], read.Details!.Requirements!.Offers.Select(offer => offer.ValueKind));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(50)]
    public void Reads_lists_of_any_length_in_order(int length)
    {
        string items = string.Join(',', Enumerable.Range(0, length).Select(i => $$"""{ "id": "SOL-{{i}}" }"""));

        Referral read = Read($$"""{ "target": [{{items}}] }""");

        Assert.Equal(Enumerable.Range(0, length).Select(i => $"SOL-{i}"), read.Target.Select(target => target.Id));
        Assert.Equal(length, read.Target.Count);
    }

    [Fact]
    public void Leaves_nobody_in_the_arrays_that_it_borrows()
    {
        string people = string.Join(',', Enumerable.Repeat("""{ "firstName": "Ada" }""", 40));

        Assert.Equal(40, Read($$"""{ "team": [{{people}}] }""").Team.Count);

        // The pool lends a thread what the thread returned last.
        foreach (int length in (int[])[16, 32, 64])
        {
            Member?[] borrowed = ArrayPool<Member>.Shared.Rent(length);
            Assert.All(borrowed, Assert.Null);
            ArrayPool<Member>.Shared.Return(borrowed!);
        }
    }

    [Theory]
    [InlineData("""{ "createdDateTime": "yesterday" }""", "$.createdDateTime", "Expected a date in ISO 8601 format.")]
    [InlineData("""{ "createdDateTime": 20240312 }""", "$.createdDateTime", "Expected a date as a string.")]
    [InlineData("""{ "details": { "dealValue": "a lot" } }""", "$.details.dealValue", "Expected a decimal number, or a string that ")]
    [InlineData("""{ "details": { "dealValue": 1e40 } }""", "$.details.dealValue", "Expected a decimal number, or a string that ")]
    [InlineData("""{ "favorite": "perhaps" }""", "$.favorite", "Expected true or false.")]
    [InlineData("""{ "name": { "first": "a" } }""", "$.name")]
    [InlineData("""{ "status": ["New"] }""", "$.status")]
    [InlineData("""{ "name": "half a character \ud800" }""", "$.name")]
    public void Names_the_path_of_a_value_that_cannot_be_read(string json, string path, string expected = "")
    {
        var refused = Assert.Throws<JsonException>(() => Read(json));

        Assert.Equal(path, refused.Path);
        Assert.StartsWith(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_which_item_of_a_list_cannot_be_read_without_quoting_it()
    {
        var refused = Assert.Throws<JsonException>(() => Read(
            """{ "details": { "requirements": { "solutions": [ {}, { "closingDateTime": "ada@example.com" } ] } } }"""));

        Assert.Equal("$.details.requirements.solutions", refused.Path);
        Assert.Contains("Item 1", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ada@", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_a_page_with_its_count_and_next_link() // wire contract 2.1
    {
        const string Next = "http://api.partner.microsoft.com/v1.0/referrals?$skiptoken=abc%3D";

        ReferralCollection page = ReadPage(ReferralJson.Page([ReferralJson.Full, ReferralJson.Full], Next, count: 102));

        Assert.Equal(2, page.Value.Length);
        Assert.Equal(102, page.Count);
        Assert.Equal(Next, page.NextLink);
        Assert.EndsWith("$metadata#Referrals", page.Context, StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_a_last_page_without_count_or_next_link() // wire contract 10 #10
    {
        ReferralCollection page = ReadPage(ReferralJson.Page([ReferralJson.Full]));

        Assert.Null(page.Count);
        Assert.Null(page.NextLink);
        Assert.Equal(ReferralJson.Id, Assert.Single(page.Value).Id);
    }

    [Fact]
    public void Refuses_an_answer_without_value_as_no_page()
    {
        var refused = Assert.Throws<JsonException>(() => ReadPage("""{ "id": "1" }"""));

        Assert.Contains("value", refused.Message, StringComparison.Ordinal);
        AssertRefused("Expected a list of objects.", """{ "value": null }""", ReferralsJson.Page);
        AssertRefused("Expected a list of objects.", """{ "value": [ null ] }""", ReferralsJson.Page);
        AssertRefused("Expected a list.", """{ "value": null }""", ReferralsJson.ProjectedPage);
    }

    [Theory]
    [InlineData("error", "{}")]
    [InlineData("code", "900421")]
    public void Refuses_an_answer_with_an_error_as_no_page(string member, string value)
    {
        string page = $$"""{ "value": [], "{{member}}": {{value}} }""";

        AssertRefused("Expected a page.", page, ReferralsJson.Page);
        AssertRefused("Expected a page.", page, ReferralsJson.ProjectedPage);
        Assert.Empty(ReadPage($$"""{ "value": [], "{{member}}": null }""").Value);
        Assert.Empty(JsonSerializer.Deserialize($$"""{ "value": [], "{{member}}": null }""", ReferralsJson.ProjectedPage)!.Value);
    }

    [Fact]
    public async Task Reads_a_page_from_a_stream_that_arrives_in_crumbs()
    {
        byte[] json = System.Text.Encoding.UTF8.GetBytes(ReferralJson.Page(Enumerable.Repeat(ReferralJson.Full, 30)));
        using var stream = new Crumbs(json);

        ReferralCollection? page = await JsonSerializer.DeserializeAsync(stream, ReferralsJson.Page, TestContext.Current.CancellationToken);

        Assert.Equal(30, page!.Value.Length);
        Assert.All(page.Value, read => Assert.Equal(Replaced(Read(ReferralJson.Full)).ToJsonString(), Replaced(read).ToJsonString()));
    }

    private static void AssertRefused<T>(string expected, string json, JsonTypeInfo<T> type) => Assert.StartsWith(
        expected, Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, type)).Message, StringComparison.Ordinal);

    private static Referral Read(string json) => JsonSerializer.Deserialize(json, ReferralsJson.Referral)!;

    private static ReferralCollection ReadPage(string json) => JsonSerializer.Deserialize(json, ReferralsJson.Page)!;

    private static JsonNode Replaced(Referral referral) =>
        JsonNode.Parse(JsonSerializer.Serialize(referral, ReferralsJson.ReferralForReplace))!;

    private static IEnumerable<string> UnknownIn(object model)
    {
        const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        foreach (object? value in model.GetType().GetProperties(Any).Select(property => property.GetValue(model)))
        {
            IEnumerable<string> found = value switch
            {
                Dictionary<string, JsonElement> unknown => unknown.Keys,
                IEnumerable<object> items => items.Where(IsModel).SelectMany(UnknownIn),
                not null when IsModel(value) => UnknownIn(value),
                _ => [],
            };
            foreach (string name in found)
            {
                yield return name;
            }
        }
    }

    private static bool IsModel(object value) =>
        value is not IEnumerable && value.GetType() is { IsClass: true } type && type.Assembly == typeof(Referral).Assembly;

    /// <summary>Returns seven bytes at a time, so that values are split.</summary>
    private sealed class Crumbs(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(7, buffer.Length)]);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(7, buffer.Length)], cancellationToken);
    }
}
