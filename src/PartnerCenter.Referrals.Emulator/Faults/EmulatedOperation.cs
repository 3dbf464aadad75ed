namespace PartnerCenter.Referrals.Emulator;

/// <summary>What a client asks of the emulator, as far as a <see cref="Fault"/> can befall it.</summary>
public enum EmulatedOperation
{
    /// <summary><c>GET</c> of the collection: one page of a list.</summary>
    List,

    /// <summary><c>GET</c> of one referral.</summary>
    Get,

    /// <summary><c>POST</c> to the collection: a new deal, or an invitation.</summary>
    Create,

    /// <summary><c>PUT</c> of a referral.</summary>
    Replace,

    /// <summary><c>PATCH</c> of a referral.</summary>
    Patch,

    /// <summary><c>POST</c> to the emulated Entra's token endpoint, whatever the grant.</summary>
    Token,
}
