using System.Text.Json;
using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// What is on the wire, and nothing else. The items of lists are named, because their converter asks the options for them.
/// </summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters =
    [
        typeof(TextConverter), typeof(NullableDateTimeOffsetConverter), typeof(DateTimeOffsetConverter), typeof(NumberConverter),
        typeof(BooleanConverter),
        typeof(ListConverter<string>), typeof(ListConverter<JsonElement>), typeof(ListConverter<Member>),
        typeof(ListConverter<CustomerProfileId>), typeof(ListConverter<ReferralTarget>), typeof(ListConverter<RequirementTag>),
        typeof(ListConverter<SolutionTag>), typeof(ListConverter<RequirementAttribute>), typeof(ListConverter<DealRegistration>),
        typeof(ListConverter<RegistrationSolution>),
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
internal sealed partial class ReferralsJsonContext : JsonSerializerContext;
