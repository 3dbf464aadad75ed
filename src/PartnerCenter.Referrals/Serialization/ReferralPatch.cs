using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>
/// Represents changes to single fields of a referral. They are sent as one JSON Patch document, which the service applies as a whole or not
/// at all.
/// </summary>
/// <remarks>
/// <para>
/// The methods cover the eighteen paths that the service allows in a patch; change everything else with a replace. Operations are applied
/// in the order in which you add them. Null clears a field. Microsoft describes the operation on the page
/// <see href="https://learn.microsoft.com/partner-center/developer/patch-a-referral">Patch a referral</see>.
/// </para>
/// <para>
/// A call sends the operations that the patch has when you make the call, and it does not change the patch. You can send the same patch
/// several times and add operations in between. Adding operations is not thread-safe. Several threads can send the same patch if no thread
/// changes it.
/// </para>
/// </remarks>
public sealed class ReferralPatch
{
    internal const string NewRegistration = "/registrations/-";

    private readonly List<ReferralPatchOperation> _operations = [];

    /// <summary>Creates a patch without operations. A call refuses the patch until you add at least one operation.</summary>
    public ReferralPatch() => Operations = _operations.AsReadOnly();

    /// <summary>Gets the operations that were added so far, in the order in which they are sent. The list grows with the patch.</summary>
    public IReadOnlyList<ReferralPatchOperation> Operations { get; }

    /// <summary>Sets the marketing campaign.</summary>
    /// <param name="value">The id of the campaign.</param>
    public ReferralPatch CampaignId(string? value) => Replace("/campaignId", value);

    /// <summary>Sets the consent that lets Microsoft's sellers see the deal. This consent cannot be taken back.</summary>
    /// <param name="value">Whether Microsoft's sellers can see the deal.</param>
    public ReferralPatch ConsentToShareReferralWithMicrosoftSellers(bool value) =>
        Replace<bool?>("/consent/consentToShareReferralWithMicrosoftSellers", value);

    /// <summary>Replaces all contacts at the customer.</summary>
    /// <param name="value">The new contacts.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null or contains null.</exception>
    public ReferralPatch CustomerProfileTeam(params IReadOnlyList<Member> value) => ReplaceAll("/customerProfile/team", value);

    /// <summary>Adds a contact at the customer.</summary>
    /// <param name="value">The contact.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public ReferralPatch AddCustomerProfileTeamMember(Member value) => Add("/customerProfile/team/-", value);

    /// <summary>Sets when the deal is expected to close.</summary>
    /// <param name="value">
    /// The expected time, which is sent in UTC. Midnight of any offset, such as a local <see cref="DateTime"/> without a time of day, keeps
    /// its calendar day: it is sent as midnight in UTC.
    /// </param>
    public ReferralPatch ClosingDateTime(DateTimeOffset? value) => Replace("/details/closingDateTime", ClosingDate.Of(value));

    /// <summary>Sets the currency of the deal's value.</summary>
    /// <param name="value">The currency as an ISO 4217 code, such as <c>USD</c>.</param>
    public ReferralPatch Currency(string? value) => Replace("/details/currency", value);

    /// <summary>Sets the deal's estimated value.</summary>
    /// <param name="value">The value, in the deal's currency.</param>
    public ReferralPatch DealValue(decimal? value) => Replace("/details/dealValue", value);

    /// <summary>Replaces the deal's notes.</summary>
    /// <param name="value">The new text.</param>
    public ReferralPatch Notes(string? value) => Replace("/details/notes", value);

    /// <summary>Replaces all solutions of the deal.</summary>
    /// <param name="value">The new solutions.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null or contains null.</exception>
    public ReferralPatch Solutions(params IReadOnlyList<SolutionTag> value) => ReplaceAll("/details/requirements/solutions", value);

    /// <summary>Adds a solution to the deal.</summary>
    /// <param name="value">The solution.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public ReferralPatch AddSolution(SolutionTag value) => Add("/details/requirements/solutions/-", value);

    /// <summary>Sets the deal's id in the partner's own CRM system.</summary>
    /// <param name="value">The id.</param>
    public ReferralPatch ExternalReferenceId(string? value) => Replace("/externalReferenceId", value);

    /// <summary>Sets the referral program.</summary>
    /// <param name="value">The program.</param>
    public ReferralPatch ReferralProgram(string? value) => Replace("/referralProgram", value);

    /// <summary>Sets the sales stage.</summary>
    /// <param name="value">The stage, as a name or as a percentage.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is empty. Null is allowed and clears the stage.</exception>
    public ReferralPatch SalesStage(SalesStage? value) => Replace("/salesStage", value is { } stage ? Named(stage) : value);

    /// <summary>Sets the status. Set the substatus in the same patch, because the service checks both together.</summary>
    /// <param name="value">The status.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is null or empty.</exception>
    public ReferralPatch Status(ReferralStatus value) => ReplaceNamed("/status", value);

    /// <summary>Sets the substatus. Set the status in the same patch, because the service checks both together.</summary>
    /// <param name="value">The substatus.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is null or empty.</exception>
    public ReferralPatch Substatus(ReferralSubstatus value) => ReplaceNamed("/substatus", value);

    /// <summary>Sets the reason for the status, such as why a deal was lost.</summary>
    /// <param name="value">The reason, in free text.</param>
    public ReferralPatch StatusReason(string? value) => Replace("/statusReason", value);

    /// <summary>Replaces all members of the partner's own team.</summary>
    /// <param name="value">The new members.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null or contains null.</exception>
    public ReferralPatch Team(params IReadOnlyList<Member> value) => ReplaceAll("/team", value);

    /// <summary>Adds a member to the partner's own team.</summary>
    /// <param name="value">The member.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public ReferralPatch AddTeamMember(Member value) => Add("/team/-", value);

    /// <summary>Returns the operations with their paths, never their values.</summary>
    public override string ToString() => $"{nameof(ReferralPatch)} ({string.Join(", ", _operations)})";

    private ReferralPatch ReplaceAll<T>(string path, IReadOnlyList<T> value) => Replace(path, ListCopy.Of(value));

    internal ReferralPatch Replace<T>(string path, T value) => Append(PatchOperations.ToSet(isPresent: true), path, value);

    /// <exception cref="ArgumentException"><paramref name="value"/> is null or empty.</exception>
    internal ReferralPatch ReplaceNamed<T>(string path, T value)
        where T : ExtensibleEnum<T>, IExtensibleEnum<T> => Replace(path, Named(value));

    /// <exception cref="ArgumentException"><paramref name="value"/> is null or empty.</exception>
    private static T Named<T>(T value)
        where T : ExtensibleEnum<T>, IExtensibleEnum<T>
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Value.Length > 0
            ? value
            : throw new ArgumentException(
                $"The value cannot be empty. Pass a member of {typeof(T).Name} or a text of your own.", nameof(value));
    }

    /// <summary>
    /// Registers the deal (wire contract 1.7). The path is not one of the eighteen, so this operation has a public method of its own.
    /// </summary>
    internal ReferralPatch AddRegistration(DealRegistration value) => Add(NewRegistration, value);

    private ReferralPatch Add<T>(string path, T value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Append(PatchOperations.Add, path, value);
    }

    private ReferralPatch Append<T>(string operation, string path, T value)
    {
        _operations.Add(new ReferralPatchOperation
        {
            Op = operation,
            Path = path,
            Value = JsonSerializer.SerializeToElement(value, ReferralsJson.ForCreate<T>()),
        });
        return this;
    }
}
