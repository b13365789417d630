import { Interface } from 'ethers'
import { reviewCourtAbi } from '../abi/review-court.ts'

export const courtInterface = new Interface(reviewCourtAbi)
