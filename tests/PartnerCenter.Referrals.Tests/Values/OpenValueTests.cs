using System.Reflection;
using System.Text.Json;

namespace PartnerCenter.Referrals.Tests.Models;

/// <summary>Wire contract 4: every set is open.</summary>
public class OpenValueTests
{
    /// <summary>Each type with the number of values that wire contract 4 names for it, counted there.</summary>
    public static TheoryData<IProbe, int> Types => new()
    {
        { new Probe<ReferralStatus>(), 4 },
        { new Probe<ReferralSubstatus>(), 8 },
        { new Probe<ReferralType>(), 2 },
        { new Probe<ReferralQualification>(), 4 },
        { new Probe<ReferralDirection>(), 2 },
        { new Probe<ReferralTargetType>(), 3 },
        { new Probe<SolutionTagType>(), 3 },
        { new Probe<SolutionType>(), 2 },
        { new Probe<CustomerProfileIdType>(), 2 },
        { new Probe<AssistanceRequestCode>(), 7 },
        { new Probe<SalesStage>(), 10 },
        { new Probe<RegistrationStatus>(), 6 },
        { new Probe<RegistrationType>(), 1 },
        { new Probe<ContractTerm>(), 2 },
        { new Probe<DeploymentOwner>(), 2 },
        { new Probe<PricingModel>(), 2 },
        { new Probe<ReferralQuality>(), 1 },
        { new Probe<DealSensitivity>(), 1 },
        { new Probe<CustomerSize>(), 11 },
        { new Probe<RequirementAttributeType>(), 4 },
        { new Probe<CustomerMarketplaceIntent>(), 3 },
        { new Probe<ReferralProduct>(), 20 },
        { new Probe<ReferralServiceKind>(), 10 },
        { new Probe<ReferralIndustry>(), 14 },
        { new Probe<PredefinedSolution>(), 48 },
    };

    [Fact]
    public void Every_value_type_is_in_the_list_of_this_test()
    {
        IEnumerable<string> declared = typeof(Referral).Assembly.GetTypes()
            .Where(type => type.IsValueType && type.GetInterfaces().Any(IsOpenValue))
            .Select(type => type.Name);

        Assert.Equal(declared.Order(StringComparer.Ordinal), Types.Select(row => row.Data.Item1.Type.Name).Order(StringComparer.Ordinal));

        static bool IsOpenValue(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IOpenValue<>);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Names_each_value_once_as_a_member_and_as_a_constant(IProbe probe, int count)
    {
        Dictionary<string, string> members = probe.Members();
        Dictionary<string, string> constants = probe.Constants();

        Assert.Equal(count, members.Count);
        Assert.Equal(count, members.Values.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(constants, members);
        Assert.All(members.Values, text => Assert.True(probe.IsKnown(text), $"{probe.Type.Name}: add {text} to the set."));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Is_empty_and_unknown_by_default_and_refuses_null(IProbe probe, int count)
    {
        Assert.NotEqual(0, count);
        probe.ChecksItsDefault();
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Compares_ignoring_case_but_keeps_the_raw_text(IProbe probe, int count)
    {
        Assert.NotEqual(0, count);
        probe.ChecksComparison(probe.Members().Values.First());
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Reads_and_writes_any_text_unchanged(IProbe probe, int count)
    {
        string known = probe.Members().Values.First();

        Assert.NotEqual(0, count);
        foreach (string text in (string[])[known, known.ToUpperInvariant(), "", "Not heard of yet", "Größe & mehr", new string('x', 200)])
        {
            probe.RoundTrips(text);
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Hands_out_one_shared_string_for_each_known_value(IProbe probe, int count)
    {
        string[] texts = [.. probe.Members().Values];

        Assert.Equal(count, texts.Length);
        Assert.All(texts, text => Assert.Same(probe.Read(text), probe.Read(text)));
        Assert.All(texts, text => Assert.Same(text, probe.Read(text)));
    }

    [Fact]
    public void Reads_known_values_without_allocating()
    {
        byte[] json = "\"Active\""u8.ToArray();
        JsonSerializerOptions options = ReferralsJson.Referral.Options;
        var converter = new OpenValueConverter<ReferralStatus>();
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

        Assert.Same(ReferralStatus.Names.New, read.Status!.Value.Value);
        Assert.Equal(SalesStage.Percent100, read.SalesStage);
    }

    [Fact]
    public void Can_be_switched_on()
    {
        string said = ReferralStatus.Closed.Value switch
        {
            ReferralStatus.Names.New => "new",
            ReferralStatus.Names.Closed => "closed",
            _ => "other",
        };

        Assert.Equal("closed", said);
    }

    [Fact]
    public void Writes_the_texts_that_carry_blanks_and_signs_as_the_service_names_them()
    {
        Assert.Equal("Agriculture, Forestry, & Fishing", new RequirementTag(ReferralIndustry.AgricultureForestryAndFishing).Id);
        Assert.Equal("DynamicsAX,GP,NAV,SL", new RequirementTag(ReferralProduct.DynamicsAxGpNavSl).Id);
        Assert.Equal("CustomSolution(ISV)", new RequirementTag(ReferralServiceKind.CustomSolutionIsv).Id);
        Assert.Equal("RedhatonAzure", SolutionTag.Category(PredefinedSolution.RedHatOnAzure).Id);
    }

    /// <summary>One value type under test.</summary>
    public interface IProbe
    {
        Type Type { get; }

        Dictionary<string, string> Members();

        Dictionary<string, string> Constants();

        bool IsKnown(string text);

        string Read(string text);

        void RoundTrips(string text);

        void ChecksItsDefault();

        void ChecksComparison(string known);
    }

    internal sealed class Probe<T> : IProbe where T : struct, IOpenValue<T>
    {
        public Type Type => typeof(T);

        public Dictionary<string, string> Members() => typeof(T).GetProperties(BindingFlags.Static | BindingFlags.Public)
            .ToDictionary(property => property.Name, property => ((T)property.GetValue(null)!).Value);

        public Dictionary<string, string> Constants() => typeof(T).GetNestedType("Names")!.GetFields()
            .ToDictionary(field => field.Name, field => (string)field.GetRawConstantValue()!);

        public bool IsKnown(string text) => Make(text).IsKnown;

        public string Read(string text) => Deserialize(JsonSerializer.Serialize(text)).Value;

        public void RoundTrips(string text)
        {
            T read = Deserialize(JsonSerializer.Serialize(text));

            Assert.Equal(text, read.Value);
            Assert.Equal(text, read.ToString());
            Assert.Equal(Members().Values.Contains(text, StringComparer.OrdinalIgnoreCase), read.IsKnown);
            Assert.Equal(JsonSerializer.Serialize(text), JsonSerializer.Serialize(read));
        }

        public void ChecksItsDefault()
        {
            Assert.Equal("", default(T).Value);
            Assert.Equal("", default(T).ToString());
            Assert.False(default(T).IsKnown);
            Assert.Equal(default, Make(""));
            Assert.Equal(default(T).GetHashCode(), Make("").GetHashCode());
            var refused = Assert.Throws<TargetInvocationException>(() => Activator.CreateInstance(typeof(T), [null]));
            Assert.IsType<ArgumentNullException>(refused.InnerException);
        }

        public void ChecksComparison(string known)
        {
            string other = known.Any(char.IsLower) ? known.ToUpperInvariant() : known.ToLowerInvariant();

            Assert.NotEqual(known, other);
            Assert.Equal(other, Make(other).Value);
            Assert.True(Make(other).IsKnown);
            Assert.Equal(Make(known), Make(other));
            Assert.Equal(Make(known).GetHashCode(), Make(other).GetHashCode());
            Assert.NotEqual(Make(known), Make(known + "x"));
            Assert.True((bool)typeof(T).GetMethod("op_Equality")!.Invoke(null, [Make(known), Make(other)])!);
        }

        public override string ToString() => typeof(T).Name;

        private static T Make(string text) => (T)Activator.CreateInstance(typeof(T), text)!;

        private static T Deserialize(string json) => JsonSerializer.Deserialize<T>(json);
    }
}
