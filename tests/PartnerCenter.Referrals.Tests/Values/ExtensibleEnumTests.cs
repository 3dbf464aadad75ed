using System.Text.Json;
using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals.Tests.Values;

/// <summary>Tests that every set of values is open (wire contract 4).</summary>
public partial class ExtensibleEnumTests
{
    public static TheoryData<EnumProbe> Each => EnumTypes.Each;

    [Theory]
    [MemberData(nameof(Each))]
    public void Compares_ignoring_case_but_keeps_the_raw_text(EnumProbe probe) => probe.ChecksComparison(probe.Sample);

    [Theory]
    [MemberData(nameof(Each))]
    public void A_null_equals_only_a_null_and_is_no_text(EnumProbe probe) => probe.ChecksNulls();

    [Theory]
    [MemberData(nameof(Each))]
    public void Reads_parses_and_writes_any_text_unchanged(EnumProbe probe)
    {
        string known = probe.Sample;
        foreach (string text in (string[])[known, known.ToUpperInvariant(), "", "Not heard of yet", "Größe & mehr", new string('x', 200)])
        {
            object read = probe.Read(text);

            Assert.Equal(JsonSerializer.Serialize(text), probe.Write(read));
            Assert.Equal(
                probe.Members().Values.Any(member => string.Equals(member.ToString(), text, StringComparison.OrdinalIgnoreCase)),
                probe.IsKnown(read));
            Assert.Equal(read, probe.Parse(text));
            probe.ChecksParsing(text);
        }
    }

    [Theory]
    [MemberData(nameof(Each))]
    public void Reading_and_parsing_a_known_text_return_the_shared_member(EnumProbe probe) =>
        Assert.All(probe.Members().Values, member =>
        {
            Assert.Same(member, probe.Parse(member.ToString()!));
            Assert.Same(member, probe.Read(member.ToString()!));
        });

    [Theory]
    [MemberData(nameof(Each))]
    public void Can_be_the_key_of_a_dictionary_in_JSON(EnumProbe probe)
    {
        foreach (string text in (string[])[probe.Sample, "Not heard of yet", "Größe & mehr", new string('x', 200)])
        {
            Assert.Equal($$"""{{{JsonSerializer.Serialize(text)}}:1}""", probe.RoundTripsAsKey(text));
        }
    }

    [Fact]
    public void A_known_key_is_the_shared_member_also_in_a_source_generated_context()
    {
        Dictionary<ReferralStatus, int> map = JsonSerializer.Deserialize("""{"New":2,"Parked":1}""", CountsContext.Default.Counts)!;

        Assert.Same(ReferralStatus.New, map.Keys.Single(key => key == ReferralStatus.New));
        Assert.Equal("""{"New":2,"Parked":1}""", JsonSerializer.Serialize(map, CountsContext.Default.Counts));
    }

    [Fact]
    public void Reads_known_values_without_allocating()
    {
        byte[] json = "\"Active\""u8.ToArray();
        JsonSerializerOptions options = ReferralsJson.Referral.Options;
        var converter = new ExtensibleEnumConverter<ReferralStatus>();
        Assert.Equal(ReferralStatus.Active, Once());

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            Once();
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        ReferralStatus Once()
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            return converter.Read(ref reader, typeof(ReferralStatus), options);
        }
    }

    [Fact]
    public void Finds_a_known_value_behind_escapes_and_keeps_a_number_as_its_text()
    {
        Referral read = JsonSerializer.Deserialize("""{ "status": "\u004eew", "salesStage": 100 }""", ReferralsJson.Referral)!;

        Assert.Same(ReferralStatus.New, read.Status);
        Assert.Same(SalesStage.Percent100, read.SalesStage);
    }

    [Fact]
    public void An_object_or_a_list_is_not_read_as_a_value()
    {
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ReferralStatus>("{}"));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ReferralStatus>("[]"));
    }

    [Fact]
    public void A_value_that_is_required_is_refused_as_null()
    {
        Assert.Throws<ArgumentNullException>("industry", () => new RequirementTag((ReferralIndustry)null!));
        Assert.Throws<ArgumentNullException>("product", () => new RequirementTag((ReferralProduct)null!));
        Assert.Throws<ArgumentNullException>("service", () => new RequirementTag((ReferralServiceKind)null!));
        Assert.Throws<ArgumentNullException>("solution", () => SolutionTag.Category(null!));
        Assert.Throws<ArgumentNullException>("intent", () => RequirementAttribute.CustomerMarketplaceIntent(null!));
    }

    [Fact]
    public void Writes_the_texts_that_carry_blanks_and_signs_as_the_service_names_them()
    {
        Assert.Equal("Agriculture, Forestry, & Fishing", new RequirementTag(ReferralIndustry.AgricultureForestryAndFishing).Id);
        Assert.Equal("DynamicsAX,GP,NAV,SL", new RequirementTag(ReferralProduct.DynamicsAxGpNavSl).Id);
        Assert.Equal("CustomSolution(ISV)", new RequirementTag(ReferralServiceKind.CustomSolutionIsv).Id);
        Assert.Equal("RedhatonAzure", SolutionTag.Category(PredefinedSolution.RedHatOnAzure).Id);
    }

    [JsonSerializable(typeof(Dictionary<ReferralStatus, int>), TypeInfoPropertyName = "Counts")]
    private sealed partial class CountsContext : JsonSerializerContext;
}
