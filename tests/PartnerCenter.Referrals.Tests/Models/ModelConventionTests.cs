using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PartnerCenter.Referrals.Tests.Models;

/// <summary>Tests the conventions of all models. Reflection finds a new model, and the messages say what to add.</summary>
public class ModelConventionTests
{
    private const string Planted = "planted-by-the-test";

    public static TheoryData<Type> ModelTypes => [.. All];

    // A model keeps unknown members; ReferralCollection is our own envelope and keeps none.
    private static IEnumerable<Type> All => typeof(Referral).Assembly.GetTypes()
        .Where(type => type.GetProperty("UnknownMembers", BindingFlags.Instance | BindingFlags.NonPublic) is not null);

    [Fact]
    public void The_models_are_those_of_the_wire_contract() =>
        Assert.Equal(WireDictionary.Models.Order(StringComparer.Ordinal), All.Select(type => type.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Everything_that_a_referral_holds_is_a_model()
    {
        IEnumerable<string> reached = Reachable(typeof(Referral)).Select(type => type.Name);

        Assert.Equal(All.Select(type => type.Name).Order(StringComparer.Ordinal), reached.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(ModelTypes))]
    public void Is_a_sealed_public_record_with_a_parameterless_constructor(Type model)
    {
        Assert.True(model.IsSealed, $"{model.Name}: add sealed.");
        Assert.True(model.IsPublic, $"{model.Name}: add public.");
        Assert.True(model.GetMethod("<Clone>$") is not null, $"{model.Name}: make it a record.");
        Assert.NotNull(model.GetConstructor(Type.EmptyTypes));
    }

    [Theory]
    [MemberData(nameof(ModelTypes))]
    public void Is_in_the_JSON_context(Type model) =>
        Assert.True(ReferralsJsonContext.Default.GetTypeInfo(model) is not null, $"Add [JsonSerializable(typeof({model.Name}))].");

    [Theory]
    [MemberData(nameof(ModelTypes))]
    public void Has_the_JSON_names_of_the_wire_contract_in_its_order(Type model) =>
        Assert.Equal(WireDictionary.NamesOf(model.Name), NamesIn(TypeInfo(ReferralsJson.Referral.Options, model)));

    [Theory]
    [MemberData(nameof(ModelTypes))]
    public void Sends_on_create_what_the_wire_contract_says_may_be_set(Type model) =>
        Assert.Equal(WireDictionary.SettableOnCreate(model.Name), NamesIn(TypeInfo(ReferralsJson.ReferralForCreate.Options, model)));

    [Theory]
    [MemberData(nameof(ModelTypes))]
    public void Sends_on_replace_everything_but_the_links(Type model) =>
        Assert.Equal(
            WireDictionary.NamesOf(model.Name).Where(name => (model.Name, name) is not ("Referral", "links")),
            NamesIn(TypeInfo(ReferralsJson.ReferralForReplace.Options, model)));

    [Theory]
    [MemberData(nameof(ModelTypes))]
    public void Is_named_after_the_JSON_and_can_only_be_set_on_creation(Type model)
    {
        foreach (PropertyInfo property in Settable(model))
        {
            string json = property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name
                ?? throw new InvalidOperationException($"{model.Name}.{property.Name}: add [JsonPropertyName].");
            string expected = json == "consentToToShareInfoWithOthers" ? "ConsentToShareInfoWithOthers"
                : json == "eTag" ? "ETag"
                : char.ToUpperInvariant(json[0]) + json[1..];

            Assert.Equal(expected, property.Name);
            Assert.True(IsInit(property), $"{model.Name}.{property.Name}: use init, not set.");
        }
    }

    [Theory]
    [MemberData(nameof(ModelTypes))]
    public void Has_lists_that_are_read_only_and_never_null(Type model)
    {
        foreach (PropertyInfo property in Settable(model).Where(property => IsList(property.PropertyType)))
        {
            string name = property.GetCustomAttribute<JsonPropertyNameAttribute>()!.Name;
            foreach (string json in (string[])["{}", $$"""{ "{{name}}": null }""", $$"""{ "{{name}}": [] }""", $$"""{ "{{name}}": {} }"""])
            {
                object read = JsonSerializer.Deserialize(json, TypeInfo(ReferralsJson.Referral.Options, model))!;
                Assert.Empty(Assert.IsAssignableFrom<IEnumerable>(property.GetValue(read)));
            }

            object made = Activator.CreateInstance(model)!;
            property.SetValue(made, null);
            Assert.True(property.GetValue(made) is not null, $"{model.Name}.{property.Name}: guard with init => field = value ?? [].");
        }
    }

    [Theory]
    [MemberData(nameof(ModelTypes))]
    public void Makes_everything_else_nullable_but_the_three_ids_of_a_referral(Type model)
    {
        var nullability = new NullabilityInfoContext();
        string[] never = model == typeof(Referral) ? ["Id", "EngagementId", "ETag"] : [];

        foreach (PropertyInfo property in Settable(model).Where(property => !IsList(property.PropertyType)))
        {
            bool nullable = nullability.Create(property).ReadState == NullabilityState.Nullable;
            string advice = nullable ? "must not be nullable" : "must be nullable";
            Assert.True(nullable != never.Contains(property.Name), $"{model.Name}.{property.Name} {advice}.");
        }
    }

    [Theory]
    [MemberData(nameof(ModelTypes))]
    public void Keeps_and_writes_back_unknown_members(Type model)
    {
        string json = $$"""{ "newScalar": 1.50, "newObject": { "deep": [null, "{{Planted}}"] }, "newNull": null }""";

        JsonTypeInfo replace = TypeInfo(ReferralsJson.ReferralForReplace.Options, model);
        object read = JsonSerializer.Deserialize(json, TypeInfo(ReferralsJson.Referral.Options, model))!;
        JsonNode written = JsonNode.Parse(JsonSerializer.Serialize(read, replace))!;

        Assert.Equal("1.50", written["newScalar"]!.ToJsonString());
        Assert.Equal(Planted, (string?)written["newObject"]!["deep"]![1]);
        Assert.True(written.AsObject().TryGetPropertyValue("newNull", out JsonNode? none) && none is null);
    }

    [Theory]
    [MemberData(nameof(ModelTypes))]
    public void Prints_its_name_and_id_and_nothing_else(Type model)
    {
        JsonTypeInfo info = TypeInfo(ReferralsJson.Referral.Options, model);
        var json = new JsonObject { ["unheardOf"] = Planted };
        foreach (PropertyInfo property in Settable(model).Where(property => property.PropertyType == typeof(string)))
        {
            json[property.GetCustomAttribute<JsonPropertyNameAttribute>()!.Name] = property.Name == "Id" ? "the-id" : Planted;
        }

        string printed = JsonSerializer.Deserialize(json.ToJsonString(), info)!.ToString()!;

        bool showsId = json.ContainsKey("id") && model != typeof(CustomerProfileId);
        Assert.Equal(showsId ? $"{model.Name} the-id" : model.Name, printed);
        Assert.Equal(model.Name, Activator.CreateInstance(model)!.ToString());
    }

    private static JsonTypeInfo TypeInfo(JsonSerializerOptions options, Type model) => options.GetTypeInfo(model);

    private static IEnumerable<string> NamesIn(JsonTypeInfo info) =>
        info.Properties.Where(property => property is { IsExtensionData: false, Get: not null }).Select(property => property.Name);

    private static IEnumerable<PropertyInfo> Settable(Type model) =>
        model.GetProperties().Where(property => property.SetMethod is { IsPublic: true });

    private static bool IsList(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>);

    private static bool IsInit(PropertyInfo property) => property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers()
        .Contains(typeof(System.Runtime.CompilerServices.IsExternalInit));

    private static HashSet<Type> Reachable(Type root)
    {
        var found = new HashSet<Type>();
        var open = new Queue<Type>([root]);
        while (open.TryDequeue(out Type? type))
        {
            if (!found.Add(type))
            {
                continue;
            }

            foreach (PropertyInfo property in Settable(type))
            {
                Type memberType = IsList(property.PropertyType) ? property.PropertyType.GetGenericArguments()[0] : property.PropertyType;
                if (memberType.IsClass && memberType.Assembly == root.Assembly && !IsExtensibleEnum(memberType))
                {
                    open.Enqueue(memberType);
                }
            }
        }

        return found;

        static bool IsExtensibleEnum(Type type) =>
            type.BaseType is { IsGenericType: true } parent && parent.GetGenericTypeDefinition() == typeof(ExtensibleEnum<>);
    }
}
