using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PartnerCenter.Referrals;

/// <summary>
/// Provides the JSON metadata for each request and response body. One model is written in three ways: in full, for a create and for a
/// replace.
/// </summary>
internal static class ReferralsJson
{
    /// <summary>
    /// Gets the metadata that reads a referral and writes all of it. To compare two referrals, write both with
    /// <see cref="ReferralForReplace"/>.
    /// </summary>
    public static JsonTypeInfo<Referral> Referral => Reading.Referral;

    /// <summary>Gets the metadata that reads one page of the collection.</summary>
    public static JsonTypeInfo<ReferralCollection> Page => Reading.Page;

    /// <summary>Gets the metadata that reads one page whose items have a shape that the caller defines.</summary>
    public static JsonTypeInfo<ProjectedCollection> ProjectedPage => ReferralsJsonContext.Default.ProjectedCollection;

    /// <summary>Gets the metadata that writes the body of a create, without nulls, server-owned members and OData annotations.</summary>
    public static JsonTypeInfo<Referral> ReferralForCreate => Creating.Referral;

    /// <summary>
    /// Gets the metadata that writes the body of a replace: what was read or set, including nulls and unknown members, without links and
    /// OData annotations. A member that was absent and was not set is absent.
    /// </summary>
    public static JsonTypeInfo<Referral> ReferralForReplace => Replacing.Referral;

    /// <summary>Gets the metadata that writes a JSON Patch document with its values unchanged.</summary>
    public static JsonTypeInfo<IReadOnlyList<ReferralPatchOperation>> Patch => Replacing.Patch;

    /// <summary>Gets the metadata that reads the names of events.</summary>
    public static JsonTypeInfo<IReadOnlyList<ReferralWebhookEventName>> WebhookEvents =>
        ReferralsJsonContext.Default.IReadOnlyListReferralWebhookEventName;

    /// <summary>Gets the metadata that reads the registration of a webhook.</summary>
    public static JsonTypeInfo<ReferralWebhookRegistration> WebhookRegistration =>
        ReferralsJsonContext.Default.ReferralWebhookRegistration;

    /// <summary>Gets the metadata that reads the result of a test event.</summary>
    public static JsonTypeInfo<ReferralWebhookTestResult> WebhookTestResult => ReferralsJsonContext.Default.ReferralWebhookTestResult;

    /// <summary>
    /// Returns the metadata that writes a type as a create does. It is for the values that a patch adds, such as a member or a
    /// registration.
    /// </summary>
    /// <exception cref="NotSupportedException">The type is not part of the API's JSON.</exception>
    public static JsonTypeInfo<T> ForCreate<T>() => Creating.Options.GetTypeInfo<T>();

    private static JsonSerializerOptions OptionsWith(Action<JsonTypeInfo> modifier, JsonIgnoreCondition nulls)
    {
        JsonSerializerOptions options = new(ReferralsJsonContext.Default.Options)
        {
            DefaultIgnoreCondition = nulls,
            TypeInfoResolver = ReferralsJsonContext.Default.WithAddedModifier(Prepare).WithAddedModifier(modifier),
        };
        options.Converters.Add(new RawJsonElementConverter());
        options.MakeReadOnly();
        return options;
    }

    private static void Prepare(JsonTypeInfo type)
    {
        RemoveIgnored(type);
        PrepareLeaves(type);
    }

    // The metadata lists ignored properties too, without a getter and a setter. The serializer passes over a member of the JSON with such a
    // name, which would lose it. Without them it is an unknown member like any other.
    private static void RemoveIgnored(JsonTypeInfo type)
    {
        foreach (JsonPropertyInfo ignored in type.Properties.Where(property => property is { Get: null, Set: null }).ToArray())
        {
            type.Properties.Remove(ignored);
        }
    }

    private static void PrepareLeaves(JsonTypeInfo type)
    {
        foreach (JsonPropertyInfo property in type.Properties)
        {
            if (LeafOf(property.PropertyType) is { } leaf)
            {
                property.CustomConverter = leaf;
            }
        }

        static JsonConverter? LeafOf(Type model) => model switch
        {
            _ when model == typeof(ContactPreference) => new LeafConverter<ContactPreference>(),
            _ when model == typeof(RegistrationContract) => new LeafConverter<RegistrationContract>(),
            _ when model == typeof(MarketplaceTransactionDetails) => new LeafConverter<MarketplaceTransactionDetails>(),
            _ when model == typeof(RegistrationStatusHistory) => new LeafConverter<RegistrationStatusHistory>(),
            _ => null,
        };
    }

    private static void PrepareForCreate(JsonTypeInfo type)
    {
        foreach (string name in ReadOnlyMembers.MembersOf(type.Type))
        {
            RemoveProperty(type, name);
        }

        DropAnnotations(type);

        if (type.Type == typeof(Referral))
        {
            // wire contract 1.4: the id is sent only to join an existing engagement; otherwise the service creates one.
            Member(type, "engagementId").ShouldSerialize = static (_, value) => value is string { Length: > 0 };
        }
    }

    private static void PrepareForReplace(JsonTypeInfo type)
    {
        PresentMembers.WriteOnly(type);
        if (type.Type == typeof(Referral))
        {
            RemoveProperty(type, "links");
        }

        DropAnnotations(type);
    }

    private static void RemoveProperty(JsonTypeInfo type, string name) => type.Properties.Remove(Member(type, name));

    private static JsonPropertyInfo Member(JsonTypeInfo type, string name) =>
        type.Properties.Single(property => property.Name == name);

    private static void DropAnnotations(JsonTypeInfo type)
    {
        foreach (JsonPropertyInfo property in type.Properties)
        {
            if (property is { IsExtensionData: true, Get: { } get })
            {
                property.Get = model => WithoutAnnotations((UnknownMembers?)get(model));
            }
        }
    }

    private static UnknownMembers? WithoutAnnotations(UnknownMembers? members) =>
        members is null || !members.Keys.Any(UnknownMembers.IsAnnotation)
            ? members
            : new UnknownMembers(members.Where(member => !UnknownMembers.IsAnnotation(member.Key)));

    // Each nested class is initialized on first use, so a program that only reads does not pay for the metadata that writes.
    private static class Reading
    {
        private static readonly JsonSerializerOptions Options = new(ReferralsJsonContext.Default.Options)
        {
            TypeInfoResolver = ReferralsJsonContext.Default.WithAddedModifier(Prepare),
        };

        public static readonly JsonTypeInfo<Referral> Referral = Options.GetTypeInfo<Referral>();

        public static readonly JsonTypeInfo<ReferralCollection> Page = Options.GetTypeInfo<ReferralCollection>();
    }

    private static class Creating
    {
        public static readonly JsonSerializerOptions Options = OptionsWith(PrepareForCreate, JsonIgnoreCondition.WhenWritingNull);

        public static readonly JsonTypeInfo<Referral> Referral = ForCreate<Referral>();
    }

    private static class Replacing
    {
        private static readonly JsonSerializerOptions Options = OptionsWith(PrepareForReplace, JsonIgnoreCondition.Never);

        public static readonly JsonTypeInfo<Referral> Referral = Options.GetTypeInfo<Referral>();

        public static readonly JsonTypeInfo<IReadOnlyList<ReferralPatchOperation>> Patch =
            Options.GetTypeInfo<IReadOnlyList<ReferralPatchOperation>>();
    }
}
