using System.Text.Json;
using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// Contains the types of the API's JSON, and no others. The types of list items are registered explicitly, because
/// <see cref="ListConverter{T}"/> gets their converters from the options. Names are read in any capitals, because the pages of the API do
/// not agree on them (wire contract 3).
/// </summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNameCaseInsensitive = true,
    Converters =
    [
        typeof(TextConverter), typeof(NullableDateTimeOffsetConverter), typeof(DateTimeOffsetConverter), typeof(NumberConverter),
        typeof(BooleanConverter),
        typeof(ListConverter<string>), typeof(ListConverter<JsonElement>), typeof(ListConverter<Member>),
        typeof(ListConverter<CustomerProfileId>), typeof(ListConverter<ReferralTarget>), typeof(ListConverter<RequirementTag>),
        typeof(ListConverter<SolutionTag>), typeof(ListConverter<RequirementAttribute>), typeof(ListConverter<DealRegistration>),
        typeof(ListConverter<RegistrationSolution>), typeof(ListConverter<ReferralWebhookEventName>),
        typeof(ListConverter<ReferralWebhookTestDelivery>),
    ])]
[JsonSerializable(typeof(ReferralCollection))]
[JsonSerializable(typeof(ProjectedCollection))]
[JsonSerializable(typeof(Referral))]
[JsonSerializable(typeof(Member))]
[JsonSerializable(typeof(CustomerProfileId))]
[JsonSerializable(typeof(ReferralTarget))]
[JsonSerializable(typeof(RequirementTag))]
[JsonSerializable(typeof(SolutionTag))]
[JsonSerializable(typeof(RequirementAttribute))]
[JsonSerializable(typeof(DealRegistration))]
[JsonSerializable(typeof(RegistrationSolution))]
[JsonSerializable(typeof(IReadOnlyList<ReferralPatchOperation>))]
[JsonSerializable(typeof(IReadOnlyList<ReferralWebhookEventName>))]
[JsonSerializable(typeof(ReferralWebhookEventName))]
[JsonSerializable(typeof(ReferralWebhookRegistration))]
[JsonSerializable(typeof(ReferralWebhookTestResult))]
[JsonSerializable(typeof(ReferralWebhookTestDelivery))]
internal sealed partial class ReferralsJsonContext : JsonSerializerContext;
