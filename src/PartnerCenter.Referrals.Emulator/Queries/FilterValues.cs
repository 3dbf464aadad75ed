using System.Globalization;
using System.Text.Json;
using Microsoft.OData.Edm;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Converts the values of records and of filters so that they can be compared: strings, decimals, flags and dates. Strings are compared by
/// code units.
/// </summary>
internal static class FilterValues
{
    private static readonly string[] Ids = ["id", "engagementId", "organizationId"];

    /// <summary>Returns the value of a member, or null if it is missing or of another kind than the contract's.</summary>
    public static object? Read(JsonElement element, IEdmTypeReference type, string name) => (element.ValueKind, type.PrimitiveKind()) switch
    {
        (JsonValueKind.Undefined or JsonValueKind.Null, _) => null,
        (JsonValueKind.String, EdmPrimitiveTypeKind.String) =>
            Ids.Contains(name) ? ReferralFields.Canonical(element.GetString()) : element.GetString(),
        (JsonValueKind.String, EdmPrimitiveTypeKind.DateTimeOffset) =>
            DateTimeOffsetConverter.TryRead(element.GetString(), out DateTimeOffset date) ? date : null,
        (JsonValueKind.Number, EdmPrimitiveTypeKind.Decimal) => element.TryGetDecimal(out decimal number) ? number : null,
        (JsonValueKind.True or JsonValueKind.False, EdmPrimitiveTypeKind.Boolean) => element.GetBoolean(),

        // An object can only be compared with null.
        (JsonValueKind.Object, EdmPrimitiveTypeKind.None) => element,
        _ => null,
    };

    /// <summary>Returns a literal of a filter in the type that values of records have.</summary>
    public static object? Normalize(object? literal) => literal switch
    {
        int or long or short or byte or float or double => Convert.ToDecimal(literal, CultureInfo.InvariantCulture),
        Guid id => id.ToString(),
        _ => literal,
    };

    /// <summary>Returns how two values are ordered, or null if one is null or they are of different kinds.</summary>
    public static int? Compare(object? left, object? right) => (left, right) switch
    {
        (string one, string other) => string.CompareOrdinal(one, other),
        (decimal one, decimal other) => one.CompareTo(other),
        (DateTimeOffset one, DateTimeOffset other) => one.CompareTo(other),
        _ => null,
    };
}
