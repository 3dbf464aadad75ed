using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Tests.Serialization;

/// <summary>Tests what is written (docs/design.md, decision 6; wire contract 1.4 and 1.5).</summary>
public class WritingTests
{
    [Fact]
    public void Replaces_with_everything_that_was_read_nulls_included_but_links_and_annotations()
    {
        JsonObject expected = JsonNode.Parse(ReferralJson.Full)!.AsObject();
        expected.Remove("links");
        expected.Remove("@odata.context");

        JsonObject written = Replaced(Read(ReferralJson.Full));

        Assert.True(JsonNode.DeepEquals(expected, written), written.ToJsonString());
        Assert.Equal(expected.Select(member => member.Key), written.Select(member => member.Key));
        Assert.True(written.TryGetPropertyValue("statusReason", out JsonNode? none) && none is null);
        Assert.Equal(ReferralJson.ETag, (string?)written["eTag"]);
    }

    [Fact]
    public void Replaces_with_every_unknown_member_at_every_depth()
    {
        JsonObject referral = JsonNode.Parse(ReferralJson.Full)!.AsObject();
        int planted = Plant(referral);
        Assert.True(planted >= 20, $"{planted} places only.");
        referral.Remove("links");
        referral.Remove("@odata.context");
        string[] expected = [.. Planted(referral)];

        JsonObject written = Replaced(Read(referral.ToJsonString()));

        Assert.Equal(expected, Planted(written));
        Assert.True(JsonNode.DeepEquals(referral, written));
    }

    [Fact]
    public void Replaces_without_annotations_at_any_depth()
    {
        Referral read = Read("""
            {
              "@odata.etag": "W/1", "team@odata.nextLink": "https://example.com",
              "customerProfile": {
                "@odata.type": "#x",
                "ids@odata.count": 1,
                "kept": { "@odata.id": "y", "kept": [ { "@odata.id": "z", "kept": 1.0 } ] }
              },
              "team": [ { "@odata.type": "#m", "kept": true } ],
              "details": { "requirements": { "offers": [ { "@odata.id": "o", "kept": "offer" } ] } }
            }
            """);

        string json = JsonSerializer.Serialize(read, ReferralsJson.ReferralForReplace);

        Assert.DoesNotContain("@odata", json, StringComparison.Ordinal);
        JsonNode written = JsonNode.Parse(json)!;
        Assert.Equal("""{"kept":[{"kept":1.0}]}""", written["customerProfile"]!["kept"]!.ToJsonString());
        Assert.True((bool?)written["team"]![0]!["kept"]);
        Assert.Equal("""[{"kept":"offer"}]""", written["details"]!["requirements"]!["offers"]!.ToJsonString());
    }

    [Fact]
    public void Reading_keeps_the_annotations() =>
        Assert.StartsWith("https://", Read(ReferralJson.Full).UnknownMembers!["@odata.context"].GetString(), StringComparison.Ordinal);

    [Fact]
    public void Replaces_without_the_keys_that_no_real_record_has_when_they_are_null() // wire contract 3.4, 10 #25 and #32
    {
        string json = JsonSerializer.Serialize(
            new Referral
            {
                Consent = new(),
                Team = [new()],
                Registrations = [new() { SolutionDetails = [new()] }],
            },
            ReferralsJson.ReferralForReplace);
        JsonNode written = JsonNode.Parse(json)!;

        Assert.False(written["consent"]!.AsObject().ContainsKey("consentToMicrosoftToContactSpecificPartners"));
        Assert.False(written["team"]![0]!.AsObject().ContainsKey("emailValidationStatus"));
        Assert.False(written["team"]![0]!.AsObject().ContainsKey("phoneValidationStatus"));
        Assert.False(written["registrations"]![0]!.AsObject().ContainsKey("type"));
        Assert.False(written["registrations"]![0]!["solutionDetails"]![0]!.AsObject().ContainsKey("currency"));
    }

    [Fact]
    public void Creates_without_nulls_and_without_what_the_service_owns()
    {
        JsonObject written = Created(Read(ReferralJson.Full));

        Assert.Equal(
            [
                "engagementId", "name", "externalReferenceId", "status", "substatus", "qualification", "type", "favorite", "campaignId",
                "salesStage", "mpnId", "dealSensitivity", "target", "customerProfile", "consent", "details", "team", "inviteContext",
            ],
            written.Select(member => member.Key));
        Assert.Equal(["name", "size", "address", "team", "ids"], written["customerProfile"]!.AsObject().Select(member => member.Key));
        Assert.Equal(
            ["notes", "dealValue", "currency", "closingDateTime", "requirements"],
            written["details"]!.AsObject().Select(member => member.Key));
        Assert.DoesNotContain("null", written.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("@odata", written.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Creates_the_smallest_draft_with_its_lists_and_no_engagement()
    {
        JsonObject written = Created(new Referral { Name = "Fabrikam pilot", Type = ReferralType.Independent });

        Assert.Equal("""{"name":"Fabrikam pilot","type":"Independent","target":[],"team":[]}""", written.ToJsonString());
    }

    [Fact]
    public void Creates_into_an_engagement_only_when_one_is_named() // wire contract 1.4
    {
        Assert.Equal("e-1", (string?)Created(new Referral { EngagementId = "e-1" })["engagementId"]);
        Assert.False(Created(new Referral()).ContainsKey("engagementId"));
        Assert.False(Replaced(new Referral()).ContainsKey("engagementId"));
    }

    [Fact]
    public void Writes_the_connected_create_of_the_contract_byte_for_byte() // wire contract 5.2, skeleton
    {
        var draft = new Referral
        {
            Name = "Example deal",
            EngagementId = "e-1",
            Type = ReferralType.Shared,
            Qualification = ReferralQualification.SalesQualified,
            Target = [ReferralTarget.Microsoft],
            Consent = new()
            {
                ConsentToShareInfoWithOthers = true,
                ConsentToContact = true,
                ConsentToShareReferralWithMicrosoftSellers = true,
            },
            Details = new()
            {
                DealValue = 1000,
                Currency = "USD",
                ClosingDateTime = new DateTimeOffset(2030, 1, 31, 0, 0, 0, TimeSpan.Zero),
                Requirements = new() { Solutions = [SolutionTag.Catalogue("SOL-000-AAA")] },
            },
            InviteContext = new() { Notes = "please help", AssistanceRequestCode = AssistanceRequestCode.ProofOfConceptOrDemo },
        };

        Assert.Equal(
            """
            {"engagementId":"e-1","name":"Example deal","qualification":"SalesQualified","type":"Shared",
            "target":[{"type":"BusinessProfileLocation","id":"msft"}],
            "consent":{"consentToToShareInfoWithOthers":true,"consentToContact":true,"consentToShareReferralWithMicrosoftSellers":true},
            "details":{"dealValue":1000,"currency":"USD","closingDateTime":"2030-01-31T00:00:00Z",
            "requirements":{"industries":[],"products":[],"services":[],
            "solutions":[{"id":"SOL-000-AAA","type":"Name"}],"offers":[],"salesPlays":[]}},"team":[],
            "inviteContext":{"notes":"please help","assistanceRequestCode":"ProofOfConceptOrDemo"}}
            """.ReplaceLineEndings(""),
            JsonSerializer.Serialize(draft, ReferralsJson.ReferralForCreate));
    }

    [Fact]
    public void Writes_a_registration_as_a_patch_adds_it() // wire contract 1.7
    {
        DealRegistration registration = Read(ReferralJson.Full).Registrations[0] with { Type = RegistrationType.AzureIPCoSell };

        JsonObject written = Written(JsonSerializer.Serialize(registration, ReferralsJson.ForCreate<DealRegistration>()));

        Assert.Equal(["type", "contract", "solutionDetails"], written.Select(member => member.Key));
        Assert.False(written["solutionDetails"]![0]!.AsObject().ContainsKey("name"));
        Assert.Equal("Customer", (string?)written["solutionDetails"]![0]!["primaryDeploymentOn"]);
    }

    [Fact]
    public void Gives_the_values_that_a_patch_writes()
    {
        var date = new DateTimeOffset(2030, 1, 31, 0, 0, 0, TimeSpan.Zero);

        Assert.Equal("12.50", ValueOf<decimal?>(12.50m));
        Assert.Equal("12.50", ValueOf(12.50m));
        Assert.Equal("\"2030-01-31T00:00:00Z\"", ValueOf<DateTimeOffset?>(date));
        Assert.Equal("\"2030-01-31T00:00:00Z\"", ValueOf(date));
        Assert.Equal("2030-01-31T00:00:00Z", DateTimeOffsetConverter.Text(date));
        Assert.Equal("\"Won\"", ValueOf(ReferralSubstatus.Won));
        Assert.Equal("""{"firstName":"Ada","email":"a@example.com"}""", ValueOf(new Member { FirstName = "Ada", Email = "a@example.com" }));
        Assert.Equal("""[{"id":"SOL-1","type":"Name"}]""", ValueOf<IReadOnlyList<SolutionTag>>([SolutionTag.Catalogue("SOL-1")]));
        Assert.Throws<NotSupportedException>(() => ReferralsJson.ForCreate<Version>());
    }

    [Fact]
    public void Writes_valid_UTF8_for_any_text_half_a_character_included()
    {
        var draft = new Referral { Name = "Käse 🧀 \"quoted\" \u0001 half \ud800 end" };

        byte[] body = JsonSerializer.SerializeToUtf8Bytes(draft, ReferralsJson.ReferralForCreate);

        string text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(body);
        Assert.Equal("Käse 🧀 \"quoted\" \u0001 half \ufffd end", (string?)JsonNode.Parse(text)!["name"]);
    }

    [Fact]
    public void Passes_half_a_character_of_an_unknown_member_on_as_it_came()
    {
        Referral read = Read("""{ "unheardOf": ["\ud800"] }""");

        Assert.Contains("""["\ud800"]""", JsonSerializer.Serialize(read, ReferralsJson.ReferralForReplace), StringComparison.Ordinal);
    }

    [Fact]
    public void Writes_null_for_an_item_that_is_nothing()
    {
        JsonObject written = Replaced(new Referral { Details = new() { Requirements = new() { Offers = [default] } } });

        Assert.Equal("[null]", written["details"]!["requirements"]!["offers"]!.ToJsonString());
    }

    [Fact]
    public void Keeps_unknown_members_through_a_change_with_with()
    {
        Referral changed = Read(ReferralJson.FullWith("unheardOf", 7)) with { Name = "Renamed" };

        Assert.Equal(7, (int?)Replaced(changed)["unheardOf"]);
        Assert.Equal("Renamed", (string?)Replaced(changed)["name"]);
    }

    private static string ValueOf<T>(T value) => JsonSerializer.Serialize(value, ReferralsJson.ForCreate<T>());

    private static Referral Read(string json) => JsonSerializer.Deserialize(json, ReferralsJson.Referral)!;

    private static JsonObject Replaced(Referral referral) => Written(JsonSerializer.Serialize(referral, ReferralsJson.ReferralForReplace));

    private static JsonObject Created(Referral referral) => Written(JsonSerializer.Serialize(referral, ReferralsJson.ReferralForCreate));

    private static JsonObject Written(string json) => JsonNode.Parse(json)!.AsObject();

    private static int Plant(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject owner:
                int below = owner.Select(member => member.Value).ToArray().Sum(Plant);
                owner["planted"] = owner.GetPath();
                return below + 1;
            case JsonArray list:
                return list.Sum(Plant);
            default:
                return 0;
        }
    }

    private static IEnumerable<string> Planted(JsonNode? node) => node switch
    {
        JsonObject owner => owner.SelectMany(member => member.Key == "planted" ? [(string)member.Value!] : Planted(member.Value)),
        JsonArray list => list.SelectMany(Planted),
        _ => [],
    };

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    public void A_replace_keeps_texts_that_are_null_or_empty_as_they_were(string value)
    {
        Referral read = JsonSerializer.Deserialize(
            $$"""{"id":{{value}},"engagementId":{{value}},"eTag":{{value}}}""", ReferralsJson.Referral)!;

        Assert.Equal(
            $$"""{"id":{{value}},"engagementId":{{value}},"eTag":{{value}}}""",
            JsonSerializer.Serialize(read, ReferralsJson.ReferralForReplace));
    }
}
