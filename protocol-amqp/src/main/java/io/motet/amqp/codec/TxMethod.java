package io.motet.amqp.codec;

/** Transactions. Field meanings: AMQP 0-9-1, class 90. */
public sealed interface TxMethod extends Method {
  /** The class id on the wire. */
  int CLASS_ID = 90;

  @Override
  default int classId() {
    return CLASS_ID;
  }

  /** Reads the fields of a method; null when the id is unknown. */
  static Method decode(int methodId, ArgumentReader in) {
    return switch (methodId) {
      case Select.ID -> new Select();
      case SelectOk.ID -> new SelectOk();
      case Commit.ID -> new Commit();
      case CommitOk.ID -> new CommitOk();
      case Rollback.ID -> new Rollback();
      case RollbackOk.ID -> new RollbackOk();
      default -> null;
    };
  }

  /** tx.select. */
  record Select() implements TxMethod {
    public static final int ID = 10;

    @Override
    public int methodId() {
      return ID;
    }
  }

  /** tx.select-ok. */
  record SelectOk() implements TxMethod {
    public static final int ID = 11;

    @Override
    public int methodId() {
      return ID;
    }
  }

  /** tx.commit. */
  record Commit() implements TxMethod {
    public static final int ID = 20;

    @Override
    public int methodId() {
      return ID;
    }
  }

  /** tx.commit-ok. */
  record CommitOk() implements TxMethod {
    public static final int ID = 21;

    @Override
    public int methodId() {
      return ID;
    }
  }

  /** tx.rollback. */
  record Rollback() implements TxMethod {
    public static final int ID = 30;

    @Override
    public int methodId() {
      return ID;
    }
  }

  /** tx.rollback-ok. */
  record RollbackOk() implements TxMethod {
    public static final int ID = 31;

    @Override
    public int methodId() {
      return ID;
    }
  }
}
