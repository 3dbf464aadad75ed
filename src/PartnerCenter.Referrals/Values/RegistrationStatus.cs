using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>The status of a deal registration.</summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/en-us/connectors/partnercenterref/">Partner Center Referrals connector</see>
/// does not list the values; these come from real records and from the names of the history's dates.
/// </remarks>
/// <param name="value">Any text, known or not; it is sent as it is.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<RegistrationStatus>))]
public sealed class RegistrationStatus(string value) : ExtensibleEnum<RegistrationStatus>(value), IExtensibleEnum<RegistrationStatus>
{
    /// <summary>Not registered. Seen in real records.</summary>
    public static RegistrationStatus None { get; } = new("None");
    /// <summary>Microsoft reviews the registration. Seen in real records.</summary>
    public static RegistrationStatus ReviewPending { get; } = new("ReviewPending");
    /// <summary>Waits for the partner, who may edit it. Inferred from the names of the history's dates.</summary>
    public static RegistrationStatus ActionRequired { get; } = new("ActionRequired");
    /// <summary>Final. Inferred from the names of the history's dates.</summary>
    public static RegistrationStatus Passed { get; } = new("Passed");
    /// <summary>Final. Inferred from the names of the history's dates.</summary>
    public static RegistrationStatus Failed { get; } = new("Failed");
    /// <summary>Final. Inferred from the names of the history's dates.</summary>
    public static RegistrationStatus Approved { get; } = new("Approved");

    static RegistrationStatus IExtensibleEnum<RegistrationStatus>.Create(string value) => new(value);

    static RegistrationStatus[] IExtensibleEnum<RegistrationStatus>.Members =>
    [
        None, ReviewPending, ActionRequired, Passed, Failed, Approved,
    ];
}
