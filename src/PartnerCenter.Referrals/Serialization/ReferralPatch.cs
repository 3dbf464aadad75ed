using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>
/// Changes to single fields of a referral, sent as one JSON Patch document that the service applies as a whole or not at all.
/// </summary>
/// <remarks>
/// <para>
/// Its methods are the eighteen paths that the service allows; everything else is changed by a replace. Operations are applied in the order
/// of the calls. Null clears a field. Mirrors Microsoft's page <em>Patch a referral</em>.
/// </para>
/// <para>
/// A call sends the operations that the patch holds when the call is made, and does not change the patch: you can send one patch several
/// times, and add to it in between. Adding is not thread-safe; several threads may send a patch that none of them changes.
/// </para>
/// </remarks>
public sealed class ReferralPatch
{
    internal const string NewRegistration = "/registrations/-";

    private readonly List<ReferralPatchOperation> _operations = [];

    /// <summary>Creates a patch without operations. A call refuses it until at least one is added.</summary>
    public ReferralPatch() => Operations = _operations.AsReadOnly();

    /// <summary>The operations so far, in the order in which they are sent. The list grows with the patch.</summary>
    public IReadOnlyList<ReferralPatchOperation> Operations { get; }

    /// <summary>Sets the marketing campaign.</summary>
    /// <param name="value">The campaign's id.</param>
    public ReferralPatch CampaignId(string? value) => Replace("/campaignId", value);

    /// <summary>Sets the consent that shows the deal to Microsoft's sellers. It cannot be taken back.</summary>
    /// <param name="value">Whether they may see it.</param>
    public ReferralPatch ConsentToShareReferralWithMicrosoftSellers(bool value) =>
        Replace<bool?>("/consent/consentToShareReferralWithMicrosoftSellers", value);

    /// <summary>Sets all contacts at the customer.</summary>
    /// <param name="value">The contacts, replacing those before.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public ReferralPatch CustomerProfileTeam(params IReadOnlyList<Member> value) => ReplaceAll("/customerProfile/team", value);

    /// <summary>Adds a contact at the customer.</summary>
    /// <param name="value">The contact.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public ReferralPatch AddCustomerProfileTeamMember(Member value) => Add("/customerProfile/team/-", value);

    /// <summary>Sets the day on which the deal is expected to close.</summary>
    /// <param name="value">The time; sent in UTC.</param>
    public ReferralPatch ClosingDateTime(DateTimeOffset? value) => Replace("/details/closingDateTime", value);

    /// <summary>Sets the currency of the deal's value.</summary>
    /// <param name="value">An ISO 4217 code, such as <c>USD</c>.</param>
    public ReferralPatch Currency(string? value) => Replace("/details/currency", value);

    /// <summary>Sets the deal's estimated value.</summary>
    /// <param name="value">The value, in the deal's currency.</param>
    public ReferralPatch DealValue(decimal? value) => Replace("/details/dealValue", value);

    /// <summary>Sets the deal's notes.</summary>
    /// <param name="value">The text, replacing that before.</param>
    public ReferralPatch Notes(string? value) => Replace("/details/notes", value);

    /// <summary>Sets all solutions of the deal.</summary>
    /// <param name="value">The solutions, replacing those before.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public ReferralPatch Solutions(params IReadOnlyList<SolutionTag> value) => ReplaceAll("/details/requirements/solutions", value);

    /// <summary>Adds a solution to the deal.</summary>
    /// <param name="value">The solution.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public ReferralPatch AddSolution(SolutionTag value) => Add("/details/requirements/solutions/-", value);

    /// <summary>Sets the partner's own id of the deal, as in its CRM.</summary>
    /// <param name="value">The id.</param>
    public ReferralPatch ExternalReferenceId(string? value) => Replace("/externalReferenceId", value);

    /// <summary>Sets the referral program.</summary>
    /// <param name="value">The program.</param>
    public ReferralPatch ReferralProgram(string? value) => Replace("/referralProgram", value);

    /// <summary>Sets the sales stage.</summary>
    /// <param name="value">The stage, in either notation of the service.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is empty; null clears the stage.</exception>
    public ReferralPatch SalesStage(SalesStage? value) => Replace("/salesStage", value is { } stage ? Named(stage) : value);

    /// <summary>Sets the status. The service judges it together with the substatus, which belongs into the same patch.</summary>
    /// <param name="value">The status.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is null or empty.</exception>
    public ReferralPatch Status(ReferralStatus value) => ReplaceNamed("/status", value);

    /// <summary>Sets the substatus. The service judges it together with the status, which belongs into the same patch.</summary>
    /// <param name="value">The substatus.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is null or empty.</exception>
    public ReferralPatch Substatus(ReferralSubstatus value) => ReplaceNamed("/substatus", value);

    /// <summary>Sets the reason of the status, such as why a deal was lost.</summary>
    /// <param name="value">Free text.</param>
    public ReferralPatch StatusReason(string? value) => Replace("/statusReason", value);

    /// <summary>Sets all members of the partner's own team.</summary>
    /// <param name="value">The members, replacing those before.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public ReferralPatch Team(params IReadOnlyList<Member> value) => ReplaceAll("/team", value);

    /// <summary>Adds a member to the partner's own team.</summary>
    /// <param name="value">The member.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public ReferralPatch AddTeamMember(Member value) => Add("/team/-", value);

    /// <summary>Returns the operations with their paths, never the values.</summary>
    public override string ToString() => $"{nameof(ReferralPatch)} ({string.Join(", ", _operations)})";

    private ReferralPatch ReplaceAll<T>(string path, IReadOnlyList<T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Replace(path, value);
    }

    internal ReferralPatch Replace<T>(string path, T value) => Append("replace", path, value);

    /// <exception cref="ArgumentException">The value names nothing.</exception>
    internal ReferralPatch ReplaceNamed<T>(string path, T value)
        where T : ExtensibleEnum<T>, IExtensibleEnum<T> => Replace(path, Named(value));

    /// <exception cref="ArgumentException">The value is null or its text is empty.</exception>
    private static T Named<T>(T value)
        where T : ExtensibleEnum<T>, IExtensibleEnum<T>
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Value.Length > 0
            ? value
            : throw new ArgumentException(
                $"Name a value, by a member of {typeof(T).Name} or a text of your own; it cannot be empty.", nameof(value));
    }

    /// <summary>Registers the deal (wire contract 1.7). Not one of the eighteen: it is requested by a method of its own.</summary>
    internal ReferralPatch AddRegistration(DealRegistration value) => Add(NewRegistration, value);

    private ReferralPatch Add<T>(string path, T value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Append("add", path, value);
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
