namespace PartnerCenter.Referrals.Emulator;

/// <summary>Specifies an operation of the emulator to which a <see cref="Fault"/> can apply.</summary>
public enum EmulatedOperation
{
    /// <summary>
    /// Specifies a <c>GET</c> of the collection, which returns one page of a list
    /// (<see href="https://learn.microsoft.com/partner-center/developer/get-a-list-of-referrals">Get a list of referrals</see>).
    /// </summary>
    List,

    /// <summary>
    /// Specifies a <c>GET</c> of one referral
    /// (<see href="https://learn.microsoft.com/partner-center/developer/get-a-referral-by-id">Get a referral by ID</see>).
    /// </summary>
    Get,

    /// <summary>
    /// Specifies a <c>POST</c> to the collection, which creates a deal or an invitation
    /// (<see href="https://learn.microsoft.com/partner-center/developer/create-a-referral">Create a referral</see>).
    /// </summary>
    Create,

    /// <summary>Specifies a <c>PUT</c> of a referral, which replaces it.</summary>
    Replace,

    /// <summary>
    /// Specifies a <c>PATCH</c> of a referral (<see href="https://learn.microsoft.com/partner-center/developer/patch-a-referral">Patch a
    /// referral</see>).
    /// </summary>
    Patch,

    /// <summary>Specifies a <c>POST</c> to the emulated Entra's token endpoint, with any grant.</summary>
    Token,
}
