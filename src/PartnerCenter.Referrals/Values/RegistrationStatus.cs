using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Specifies the status of a deal registration.</summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/connectors/partnercenterref/">Partner Center Referrals connector</see> does not
/// list the values. They are known from real records and from the names of the times in <see cref="RegistrationStatusHistory"/>.
/// </remarks>
/// <param name="value">The text, known or not. It is sent unchanged.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<RegistrationStatus>))]
public sealed class RegistrationStatus(string value) : ExtensibleEnum<RegistrationStatus>(value), IExtensibleEnum<RegistrationStatus>
{
    /// <summary>Indicates that the deal is not registered. Real records show this value.</summary>
    public static RegistrationStatus None { get; } = new("None");
    /// <summary>Indicates that Microsoft is reviewing the registration. Real records show this value.</summary>
    public static RegistrationStatus ReviewPending { get; } = new("ReviewPending");
    /// <summary>
    /// Indicates that the registration waits for the partner, who can edit it. The value is inferred from the names in
    /// <see cref="RegistrationStatusHistory"/>.
    /// </summary>
    public static RegistrationStatus ActionRequired { get; } = new("ActionRequired");
    /// <summary>
    /// Indicates that the registration passed, which is final. The value is inferred from the names in
    /// <see cref="RegistrationStatusHistory"/>.
    /// </summary>
    public static RegistrationStatus Passed { get; } = new("Passed");
    /// <summary>
    /// Indicates that the registration failed, which is final. The value is inferred from the names in
    /// <see cref="RegistrationStatusHistory"/>.
    /// </summary>
    public static RegistrationStatus Failed { get; } = new("Failed");
    /// <summary>
    /// Indicates that the registration was approved, which is final. The value is inferred from the names in
    /// <see cref="RegistrationStatusHistory"/>.
    /// </summary>
    public static RegistrationStatus Approved { get; } = new("Approved");

    static RegistrationStatus IExtensibleEnum<RegistrationStatus>.Create(string value) => new(value);

    static RegistrationStatus[] IExtensibleEnum<RegistrationStatus>.Members =>
    [
        None, ReviewPending, ActionRequired, Passed, Failed, Approved,
    ];
}
